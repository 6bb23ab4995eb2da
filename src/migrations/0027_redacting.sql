-- Words without what says who somebody was; the patterns are made by identity/forgetting/traces.ts, either may be null.
create function redacted(told text, emails text, words text) returns text language sql immutable parallel safe as $$
  select case when words is null then said.told else regexp_replace(said.told, words, '\1Deleted customer', 'gi') end
  from (select case when emails is null then $1 else regexp_replace($1, emails, '\1deleted@example.invalid', 'gi') end as told) said
$$;

-- The same of each text in a document. Its keys, numbers and literals stay: somebody may be called Null, or have the number 3500.
create function redacted(told jsonb, emails text, words text) returns jsonb language plpgsql immutable parallel safe as $$
begin
  case jsonb_typeof(told)
    when 'string' then return to_jsonb(redacted(told #>> '{}', emails, words));
    when 'array' then return (
      select coalesce(jsonb_agg(redacted(value, emails, words) order by place), '[]')
      from jsonb_array_elements(told) with ordinality items (value, place));
    when 'object' then return (
      select coalesce(jsonb_object_agg(key, case when jsonb_typeof(value) in ('string', 'array', 'object') then redacted(value, emails, words) else value end), '{}')
      from jsonb_each(told));
    else return told;
  end case;
end $$;

-- What was sent somewhere is mostly a document, unless its owner has made it something else.
create function redacted_body(told text, emails text, words text) returns text language plpgsql immutable as $$
begin
  return redacted(told::jsonb, emails, words)::text;
exception when invalid_text_representation then
  return redacted(told, emails, words);
end $$;
