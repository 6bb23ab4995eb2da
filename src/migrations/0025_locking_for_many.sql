-- lock_calendars for several bookings that share a transaction (platform/grouped.ts): one statement for all of them, since
-- PostgreSQL takes longer to begin and end a statement than to find the busy time of one calendar. `wishes` is a list of
-- {place, calendarIds, from, to, at}; the answer has a row for each, by its place. Without from and to nothing is read.
-- What it reads is what busy_time (0018) reads; asked once for each wish, that would begin and end as often.
-- As before: calendars are locked in the order of ids, and a row that was waited for is read as it is then; expired holds
-- of the business go; each statement of a volatile function sees what was committed before it.

drop function lock_calendars(bigint, bigint[], timestamptz, timestamptz, timestamptz);

create function lock_calendars(business bigint, wishes jsonb) returns table (place int, closed boolean, taken text)
language plpgsql volatile set plan_cache_mode = force_generic_plan as $$
declare
  ids bigint[];
  latest timestamptz;
  closed_ids bigint[];
begin
  select array_agg(calendar_id), max(at) into ids, latest
  from jsonb_to_recordset(wishes) as wish ("calendarIds" bigint[], at timestamptz), unnest("calendarIds") as calendar_id;
  select coalesce(array_agg(id) filter (where locked.closed), '{}') into closed_ids from (
    select id, calendars.closed from calendars where business_id = business and id = any(ids) order by id for no key update
  ) locked;
  if exists (select from holds where business_id = business and expires_at <= latest) then
    -- Those that another transaction is at are left to it.
    delete from holds where business_id = business and id in
      (select id from holds where business_id = business and expires_at <= latest for update skip locked);
  end if;
  return query
  select wish.place, wish.ids && closed_ids, (
    select string_agg(concat_ws(',', calendar_id, (date_part('epoch', starts_at) * 1000)::bigint, (date_part('epoch', ends_at) * 1000)::bigint, what), e'\n')
    from (
      select calendar_id, starts_at, ends_at, hold_id, case when booking_id is not null then 'b' || booking_id when appointment_id is not null then 'a' || appointment_id
        when hold_id is not null then 'h' || hold_id else 'k' || block_id end as what from claims
      where business_id = business and calendar_id = any(wish.ids) and not long
        and starts_at > wish.range_start - interval '1 day' and starts_at < wish.range_end and ends_at > wish.range_start
      union all
      select calendar_id, starts_at, ends_at, hold_id, case when booking_id is not null then 'b' || booking_id when appointment_id is not null then 'a' || appointment_id
        when hold_id is not null then 'h' || hold_id else 'k' || block_id end from claims
      where business_id = business and calendar_id = any(wish.ids) and long and ends_at > wish.range_start and starts_at < wish.range_end
      union all
      select calendar_id, starts_at, ends_at, null, 'o' from out_of_office
      where business_id = business and calendar_id = any(wish.ids) and ends_at > wish.range_start and starts_at < wish.range_end
      union all
      select calendar_id, starts_at, ends_at, null, 'x' || translate(external_busy.source, e'\n', ' ') from external_busy
      where business_id = business and calendar_id = any(wish.ids) and ends_at > wish.range_start and starts_at < wish.range_end
    ) stretches
    where hold_id is null or exists (select from holds where holds.business_id = business and holds.id = hold_id and holds.expires_at > wish.at)
  )
  from (
    select one.place, "calendarIds" as ids, "from" as range_start, "to" as range_end, at
    from jsonb_to_recordset(wishes) as one (place int, "calendarIds" bigint[], "from" timestamptz, "to" timestamptz, at timestamptz)
  ) wish;
end $$;
