import { sql } from "kysely";
import { job } from "../../../platform/operation.ts";
import { epoch } from "../../../platform/schemas.ts";
import { expireBooking } from "./expire.ts";
import { settle } from "./settle.ts";

/** SEMANTICS 11: a request keeps its time for so long and no longer; an instant meeting waits for a host even less. */
export const endUnanswered = job({
  ...expireBooking,
  run: (tools, { businessId, bookingId }) =>
    tools.inBusiness(businessId, async (context) => {
      const { rows } = await sql<{ status: string; expiresAt: string | null }>`
        select status, expires_at from bookings where business_id = ${businessId} and id = ${bookingId} for no key update`.execute(
        context.db,
      );
      const [booking] = rows;
      // Answered meanwhile, or moved to where it has more time.
      if (!booking?.expiresAt || epoch(booking.expiresAt) > context.now) return;
      if (booking.status === "pending")
        await settle(context, bookingId, { to: "rejected", side: "system", reason: "Nobody confirmed it in time" });
      if (booking.status === "awaiting_host")
        await settle(context, bookingId, { to: "cancelled", side: "system", reason: "No host took it in time" });
    }),
});
