import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";

/** In whose name a mail goes out. The address is always the installation's: it alone may send for its domain. */
export type Sender = { name: string; address: string; replyTo: string | null };

/** The business of the call; the installation itself for its own mails (business 0). */
export async function senderOf({ db, businessId, services }: Context): Promise<Sender> {
  const installation = mailboxParts(String(services.settings.MAIL_FROM));
  // Plain SQL, because what a business may set is known to a later wing (services/company).
  const { rows } = await sql<{ name: string; email: string | null }>`
    select coalesce(settings->>'emailFromName', name) as name, settings->>'email' as email
    from businesses where id = ${businessId}`.execute(db);
  const business = rows[0];
  return business
    ? { name: business.name, address: installation.address, replyTo: business.email }
    : { ...installation, replyTo: null };
}

/** `Schedly <no-reply@example.com>` or a bare address. */
function mailboxParts(text: string): { name: string; address: string } {
  const [, name = "", address = text] = /^\s*"?([^"<]*?)"?\s*<([^<>]+)>\s*$/.exec(text) ?? [];
  return { name, address: address.trim() };
}
