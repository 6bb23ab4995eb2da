import { sql } from "kysely";
import { businessOfHandle } from "../../../../platform/handles.ts";
import type { Context } from "../../../../platform/operation.ts";

/**
 * Makes handles that another system gave out lead to this business, so that the links in its mails can be made to work.
 * Answers those that cannot: they are another business's of this installation.
 */
export async function adoptHandles(context: Context, uids: string[]): Promise<Set<string>> {
  const { businessId, db } = context;
  const foreign = uids.filter((uid) => businessOfHandle(uid) !== businessId);
  if (foreign.length === 0) return new Set();
  const named = foreign.map((handle) => ({ handle, business: businessOfHandle(handle) }));
  const { rows } = await sql<{ handle: string }>`
    with wanted as (select * from jsonb_to_recordset(${JSON.stringify(named)}::jsonb) as wanted (handle text, business bigint)),
    refused as (
      select handle from wanted where exists (select from subdomains s where s.business_id = wanted.business)
        or exists (select from handle_aliases a where a.handle = wanted.handle and a.business_id <> ${businessId})
    ),
    adopted as (
      insert into handle_aliases (handle, business_id)
      select handle, ${businessId} from wanted where handle not in (select handle from refused)
      on conflict (handle) do nothing
    )
    select handle from refused`.execute(db);
  return new Set(rows.map(({ handle }) => handle));
}
