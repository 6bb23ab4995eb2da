-- Since when time is taken. Where starts lie depends on it: who looks at a list of slots may still book what was on it, though
-- a neighbour has moved the grid since, but nothing that was never listed (time/availability/recent.ts).
--
-- What was there before counts as taken long ago.
alter table claims add column taken_at timestamptz not null default 'epoch';
alter table claims alter column taken_at set default clock_timestamp();
-- An event of somebody's other calendar that is read anew and is where it was keeps its instant.
alter table external_busy add column taken_at timestamptz not null default 'epoch';
alter table external_busy alter column taken_at set default clock_timestamp();
