-- Busy time in numbers, `calendar,start,end,what` as before: `what` is four times the id, plus 0 for an appointment, 1 for a
-- booking, 2 for a hold and 3 for blocked time; -1 is out of office, and -2, with a name behind it, somebody's other calendar.
-- A letter joined to each id took longer than to find the rows: an empty day 31 → 28 µs, one with 24 appointments 59 → 53,
-- four calendars to lock 95 → 86.
--
-- The business stays a parameter, though row-level security says it too: by that alone PostgreSQL would estimate for the
-- business at hand when it makes the plan, and keep the plan for all others. One made for a business with next to nothing
-- read all that a large one has ever claimed, 10 ms for a day (time/calendars/busy.test.ts).
--
-- Both functions read the same, so it is written once. As before: calendars are locked in the order of ids, and a row that
-- was waited for is read as it is then; expired holds of the business go, but those that another transaction is at are left
-- to it; each statement of a volatile function sees what was committed before it.

drop function lock_calendars(bigint, jsonb);
drop function busy_time(bigint, bigint[], timestamptz, timestamptz, timestamptz);

do $migration$
declare
  claim constant text := 'coalesce(appointment_id * 4, booking_id * 4 + 1, hold_id * 4 + 2, block_id * 4 + 3)';
  -- Of calendar_ids, overlapping [range_start, range_end), as it is known at an instant.
  taken constant text := $$
    select string_agg(concat_ws(',', calendar_id, (date_part('epoch', starts_at) * 1000)::bigint, (date_part('epoch', ends_at) * 1000)::bigint, what, name), e'\n')
    from (
      select calendar_id, starts_at, ends_at, hold_id, [claim] as what, null as name from claims
      where business_id = business and calendar_id = any(calendar_ids) and not long
        and starts_at > range_start - interval '1 day' and starts_at < range_end and ends_at > range_start
      union all
      select calendar_id, starts_at, ends_at, hold_id, [claim], null from claims
      where business_id = business and calendar_id = any(calendar_ids) and long and ends_at > range_start and starts_at < range_end
      union all
      select calendar_id, starts_at, ends_at, null, -1, null from out_of_office
      where business_id = business and calendar_id = any(calendar_ids) and ends_at > range_start and starts_at < range_end
      union all
      select calendar_id, starts_at, ends_at, null, -2, translate(external_busy.source, e'\n', ' ') from external_busy
      where business_id = business and calendar_id = any(calendar_ids) and ends_at > range_start and starts_at < range_end
    ) stretches
    where hold_id is null or exists (select from holds where holds.business_id = business and holds.id = hold_id and holds.expires_at > at)$$;
  functions text := $functions$
    create function busy_time(business bigint, calendar_ids bigint[], range_start timestamptz, range_end timestamptz, at timestamptz)
    returns text language plpgsql stable set plan_cache_mode = force_generic_plan as $$
    begin
      return ([taken]);
    end $$;

    -- For several bookings that share a transaction, see 0025. `wishes` is a list of {place, calendarIds, from, to, at}; the
    -- answer has a row for each, by its place. Without from and to nothing is read.
    create function lock_calendars(business bigint, wishes jsonb) returns table (place int, closed boolean, taken text)
    language plpgsql volatile set plan_cache_mode = force_generic_plan as $$
    declare
      closed_ids bigint[];
      began timestamptz := wishes -> 0 ->> 'at';
    begin
      select coalesce(array_agg(id) filter (where locked.closed), '{}') into closed_ids from (
        select id, calendars.closed from calendars
        where business_id = business and id = any(array(select jsonb_path_query(wishes, '$[*].calendarIds[*]')::bigint))
        order by id for no key update
      ) locked;
      if exists (select from holds where business_id = business and expires_at <= began) then
        delete from holds where business_id = business and id in
          (select id from holds where business_id = business and expires_at <= began for update skip locked);
      end if;
      return query
      select wish.place, calendar_ids && closed_ids, ([taken])
      from (
        select one.place, "calendarIds" as calendar_ids, "from" as range_start, "to" as range_end, one.at
        from jsonb_to_recordset(wishes) as one (place int, "calendarIds" bigint[], "from" timestamptz, "to" timestamptz, at timestamptz)
      ) wish;
    end $$;
  $functions$;
begin
  execute replace(replace(functions, '[taken]', taken), '[claim]', claim);
end $migration$;
