import type { Subscriber } from "../../events/subscriber.ts";
import "../tables.ts";

/** A booking that a form led to is noted with the answers: the first one, whatever becomes of it. */
export const noteBookings: Subscriber = {
  name: "routing-forms",
  triggers: ["BOOKING_CREATED", "BOOKING_REQUESTED"],
  async run({ businessId, db }, { payload }) {
    const { uid, metadata } = payload as { uid: string; metadata?: Record<string, unknown> };
    const response = metadata?.routingFormResponse;
    if (typeof response !== "string") return;
    await db
      .updateTable("routingFormResponses")
      .set({ bookingUid: uid })
      .where("businessId", "=", businessId)
      .where("uid", "=", response)
      .where("bookingUid", "is", null)
      .execute();
  },
};
