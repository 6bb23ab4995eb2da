-- Blocked time is moved, lengthened and renamed like anything else on the calendar, so that it counts its versions too.
alter table blocks
  add column version integer not null default 1,
  add column updated_at timestamptz not null default clock_timestamp();
select count_versions('blocks');

-- What is written about an appointment is searched by reading it: few have notes, and those are found without reading the
-- rest. (Matching a part of a text can use no other index here: pg_trgm is not installed everywhere, and row-level security
-- keeps operators that are not leakproof from an index.)
create index appointments_with_notes on appointments (business_id, starts_at) where notes is not null or internal_notes is not null;
