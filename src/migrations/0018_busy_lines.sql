-- Busy time as lines of text instead of JSON: a calendar that is booked out has more than a hundred stretches in the days
-- around a slot, and printing them as JSON took longer than finding them (0.31 → 0.19 ms for 144). Each line is
-- `calendar,start,end,what`: epoch milliseconds, and a letter with an id, or `x` with the name of somebody's other calendar.

drop function lock_calendars(bigint, bigint[], timestamptz, timestamptz, timestamptz);
drop function busy_time(bigint, bigint[], timestamptz, timestamptz, timestamptz);

create function busy_time(business bigint, calendar_ids bigint[], range_start timestamptz, range_end timestamptz, at timestamptz)
returns text language plpgsql stable set plan_cache_mode = force_generic_plan as $$
begin
  return (select string_agg(concat_ws(',', calendar_id, (date_part('epoch', starts_at) * 1000)::bigint, (date_part('epoch', ends_at) * 1000)::bigint, what), e'\n')
  from (
    select calendar_id, starts_at, ends_at, hold_id, case when booking_id is not null then 'b' || booking_id when appointment_id is not null then 'a' || appointment_id
      when hold_id is not null then 'h' || hold_id else 'k' || block_id end as what from claims
    where business_id = business and calendar_id = any(calendar_ids) and not long
      and starts_at > range_start - interval '1 day' and starts_at < range_end and ends_at > range_start
    union all
    select calendar_id, starts_at, ends_at, hold_id, case when booking_id is not null then 'b' || booking_id when appointment_id is not null then 'a' || appointment_id
      when hold_id is not null then 'h' || hold_id else 'k' || block_id end from claims
    where business_id = business and calendar_id = any(calendar_ids) and long and ends_at > range_start and starts_at < range_end
    union all
    select calendar_id, starts_at, ends_at, null, 'o' from out_of_office
    where business_id = business and calendar_id = any(calendar_ids) and ends_at > range_start and starts_at < range_end
    union all
    select calendar_id, starts_at, ends_at, null, 'x' || translate(external_busy.source, e'\n', ' ') from external_busy
    where business_id = business and calendar_id = any(calendar_ids) and ends_at > range_start and starts_at < range_end
  ) stretches
  where hold_id is null or exists (select from holds where holds.business_id = business and holds.id = hold_id and holds.expires_at > at));
end $$;

-- As in 0007, with one statement less: a row that was waited for is read as it is then.
create function lock_calendars(business bigint, calendar_ids bigint[], range_start timestamptz, range_end timestamptz, at timestamptz,
  out closed boolean, out taken text) language plpgsql volatile
set plan_cache_mode = force_generic_plan as $$
begin
  select coalesce(bool_or(locked.closed), false) into closed from (
    select calendars.closed from calendars where business_id = business and id = any(calendar_ids) order by id for no key update
  ) locked;
  if exists (select from holds where business_id = business and expires_at <= at) then
    -- Those that another transaction is at are left to it.
    delete from holds where business_id = business and id in
      (select id from holds where business_id = business and expires_at <= at for update skip locked);
  end if;
  taken := busy_time(business, calendar_ids, range_start, range_end, at);
end $$;
