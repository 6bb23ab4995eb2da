-- A number per business that rises with every change to what decides when something can be booked, apart from bookings:
-- services, staff, places, resources, hours and settings. Processes keep what they have read of these in memory for as
-- long as the number stands.
create table catalog_versions (
  business_id bigint primary key,
  version bigint not null
);
select protect_tenant('catalog_versions');

create function catalog_changed() returns trigger language plpgsql as $$
declare business bigint := nullif(current_setting('app.business_id', true), '')::bigint;
begin
  if business is not null then
    insert into catalog_versions (business_id, version) values (business, 1)
    on conflict (business_id) do update set version = catalog_versions.version + 1;
  end if;
  return null;
end $$;

do $$
declare changing text;
begin
  foreach changing in array array['businesses', 'services', 'service_resources', 'employees', 'employee_services',
    'employee_locations', 'locations', 'resources', 'resource_units', 'calendars', 'schedules', 'schedule_hours',
    'schedule_overrides']
  loop
    execute format('create trigger catalog_changed after insert or update or delete on %I
      for each statement execute function catalog_changed()', changing);
  end loop;
end $$;
