-- Several services in one visit are appointments of their own, one after the other, that were booked together: each keeps
-- its claims, its person and its states, and a visit is what shares this handle.
alter table appointments add column visit_uid text;
create index appointments_of_a_visit on appointments (business_id, visit_uid) where visit_uid is not null;
