import { newHandle } from "../../../platform/handles.ts";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import "../tables.ts";

const day = 86_400_000;

/** An appointment of 30 minutes for 3500, written as it is stored, `days` from now. With `seats` it is a group session. */
export async function storeAppointment(
  context: Context,
  draft: {
    serviceId: number;
    customerId?: number;
    employeeId?: number;
    days: number;
    status: string;
    price?: number;
    seats?: { customerId: number; status?: string; price?: number }[];
  },
): Promise<number> {
  const { businessId } = context;
  const start = context.now + draft.days * day;
  const shared = { timeZone: "UTC", language: "en", createdAt: iso(context.now) };
  const { id } = await context.db
    .insertInto("appointments")
    .values({
      businessId,
      uid: newHandle("apt", businessId),
      serviceId: draft.serviceId,
      customerId: draft.customerId ?? null,
      employeeId: draft.employeeId ?? null,
      startsAt: iso(start),
      endsAt: iso(start + 1_800_000),
      status: draft.status,
      price: draft.price ?? 3500,
      currency: "usd",
      isGroup: Boolean(draft.seats),
      source: "test",
      ...shared,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  for (const { customerId, status = "booked", price = 1000 } of draft.seats ?? []) {
    await context.db
      .insertInto("appointmentAttendees")
      .values({
        businessId,
        appointmentId: id,
        uid: newHandle("seat", businessId),
        customerId,
        name: "Somebody",
        email: "somebody@example.com",
        status,
        price,
        ...shared,
      })
      .execute();
  }
  return id;
}
