import { sql } from "kysely";
import type { z } from "zod";
import { notFound, refuse } from "../../../platform/errors.ts";
import { hashSecret } from "../../../platform/handles.ts";
import type { Context, FileAnswer } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { finishAuthorization } from "./finish.ts";
import type { Callback } from "./schema.ts";

type Pending = { id: number; userId: number; provider: "google" | "microsoft" | "zoom" };

/** The owner comes back with a code. A job exchanges it; this answers the browser with a page that says what happens. */
export async function returnFromProvider(
  context: Context,
  { state, code, error }: z.output<typeof Callback>,
): Promise<FileAnswer> {
  const { businessId, db, now, services } = context;
  const { rows } = await sql<Pending>`
    update calendar_authorizations set used_at = ${iso(now)}
    where business_id = ${businessId} and state_hash = ${hashSecret(state)} and used_at is null and expires_at > ${iso(now)}
    returning id, user_id, provider`.execute(db);
  const [pending] = rows;
  if (!pending) throw refuse(notFound, "This link was used already, or is too old. Start connecting once more.");
  const name = names[pending.provider];
  if (!code)
    return page(`${name} was not connected`, error === "access_denied" ? "You did not agree." : "Try it again.");
  context.enqueue(finishAuthorization, {
    businessId,
    userId: pending.userId,
    provider: pending.provider,
    // A code opens an account, if only for minutes; jobs are kept for days.
    sealedCode: services.secrets.seal(code),
  });
  return page(`${name} is being connected`, "You can close this window. The list of calendars shows how it went.");
}

const names = { google: "Google", microsoft: "Microsoft", zoom: "Zoom" };

/** Both are sentences of ours: nothing that came with the request is shown. */
const page = (title: string, sentence: string): FileAnswer => ({
  contentType: "text/html; charset=utf-8",
  content: `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><h1>${title}</h1><p>${sentence}</p></html>`,
});
