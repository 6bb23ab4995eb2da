-- REST hooks: webhooks that an app such as Zapier subscribes and unsubscribes by itself. They are delivered like any other,
-- but nobody waits for them to be switched on again: a receiver that is gone takes its hook along.
alter table webhooks
  add column kind text not null default 'webhook' check (kind in ('webhook', 'hook')),
  -- Of a hook: who subscribed it, as the audit log names them ("Sarah Johnson (via Zapier)").
  add column subscribed_by text,
  -- Of a hook: what the user allowed the app, where it came with an OAuth token.
  add column grant_id bigint,
  add foreign key (business_id, grant_id) references oauth_grants on delete cascade;
create index webhooks_by_grant on webhooks (business_id, grant_id) where grant_id is not null;

-- Whoever takes an app's access back wants it to be told nothing more, whichever way the grant ends.
create function end_hooks_of_grant() returns trigger language plpgsql as $$
begin
  delete from webhooks where business_id = new.business_id and grant_id = new.id;
  return null;
end $$;
create trigger end_hooks after update of revoked_at on oauth_grants
  for each row when (new.revoked_at is not null) execute function end_hooks_of_grant();
