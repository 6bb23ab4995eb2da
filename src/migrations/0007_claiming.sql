-- Busy time of calendars as one JSON array, so that reading it costs one small row: [calendar, start, end, appointment,
-- hold, block] with instants in epoch milliseconds. Claims include their buffers; expired holds are left out; all three
-- owners null is out of office. Runs as the caller, so row-level security holds. plpgsql, because it keeps its plan from
-- call to call, where an SQL function is planned anew each time; and one plan for all calls, since PostgreSQL would rather
-- plan anew for each range, which costs more than the query. The indexes fit whatever the range is.
create function busy_time(business bigint, calendar_ids bigint[], range_start timestamptz, range_end timestamptz, at timestamptz)
returns json language plpgsql stable set plan_cache_mode = force_generic_plan as $$
begin
  return (select json_agg(json_build_array(calendar_id, (extract(epoch from starts_at) * 1000)::bigint, (extract(epoch from ends_at) * 1000)::bigint,
    appointment_id, hold_id, block_id))
  from (
    select calendar_id, starts_at, ends_at, appointment_id, hold_id, block_id from claims
    where business_id = business and calendar_id = any(calendar_ids) and not long
      and starts_at > range_start - interval '1 day' and starts_at < range_end and ends_at > range_start
    union all
    select calendar_id, starts_at, ends_at, appointment_id, hold_id, block_id from claims
    where business_id = business and calendar_id = any(calendar_ids) and long and ends_at > range_start and starts_at < range_end
    union all
    select calendar_id, starts_at, ends_at, null, null, null from out_of_office
    where business_id = business and calendar_id = any(calendar_ids) and ends_at > range_start and starts_at < range_end
  ) stretches
  where hold_id is null or exists (select from holds where holds.business_id = business and holds.id = hold_id and holds.expires_at > at));
end $$;

-- Keeps calendars to the transaction, in the order of their ids, frees what expired holds of the business keep, and reads
-- the busy time as it is then: one round trip on the way of every booking. Each statement of a volatile function sees what
-- was committed before it, so what the wait for the locks let happen is seen.
create function lock_calendars(business bigint, calendar_ids bigint[], range_start timestamptz, range_end timestamptz, at timestamptz,
  out closed boolean, out taken json) language plpgsql volatile
set plan_cache_mode = force_generic_plan as $$
begin
  perform id from calendars where business_id = business and id = any(calendar_ids) order by id for no key update;
  select coalesce(bool_or(calendars.closed), false) into closed from calendars where business_id = business and id = any(calendar_ids);
  if exists (select from holds where business_id = business and expires_at <= at) then
    -- Those that another transaction is at are left to it.
    delete from holds where business_id = business and id in
      (select id from holds where business_id = business and expires_at <= at for update skip locked);
  end if;
  taken := busy_time(business, calendar_ids, range_start, range_end, at);
end $$;
