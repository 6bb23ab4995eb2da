-- Why its hosts were chosen is known when a slot is held, and told once it is booked.
alter table holds add column assignment_reason jsonb;
