import type { z } from "zod";
import { forbidden, refuse } from "../../../platform/errors.ts";
import { hashSecret, newHandle } from "../../../platform/handles.ts";
import type { Context } from "../../../platform/operation.ts";
import { iso, minutes } from "../../../platform/schemas.ts";
import { ownUser } from "./connect.ts";
import type { Authorization } from "./schema.ts";
import "../tables.ts";

const lifetimeMinutes = 15;

/** Where providers send people back to. Their consoles want to know it. */
export const redirectUri = ({ services }: Pick<Context, "services">) => `${services.publicUrl}/api/calendars/callback`;

/** The state binds the way there and back to this person and business; whoever brings another one connects nothing. */
export async function startAuthorization(context: Context, { provider }: z.output<typeof Authorization>) {
  const { businessId, db, now, services } = context;
  const state = newHandle("cst", businessId);
  const expiresAt = iso(now + minutes(lifetimeMinutes));
  await db
    .insertInto("calendarAuthorizations")
    .values({
      businessId,
      userId: ownUser(context),
      provider,
      stateHash: hashSecret(state),
      expiresAt,
      usedAt: null,
      createdAt: iso(now),
    })
    .execute();
  const authorizeUrl = services.authorizeUrl(provider, { state, redirectUri: redirectUri(context) });
  if (!authorizeUrl) throw refuse(forbidden, `This installation offers no ${provider} accounts.`);
  return { authorizeUrl, expiresAt };
}
