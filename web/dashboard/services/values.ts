import type { listEmployees } from "../../../src/domain/services/employees/operations.ts";
import type { getService } from "../../../src/domain/services/services/operations.ts";
import type { Answer, ItemOf } from "../../shared/api.ts";

export type Service = Answer<typeof getService>;

/** What the form holds: empty numbers are empty texts, as number fields have them. */
export const valuesOf = (service: Service | null, staff: ItemOf<typeof listEmployees>[]) => ({
  name: service?.name ?? "",
  categoryId: service?.categoryId ?? null,
  description: service?.description ?? "",
  duration: service?.duration ?? 60,
  price: (service?.price ?? 0) as number | null,
  color: service?.color ?? "",
  active: service?.active ?? true,
  bufferTimeBefore: service?.bufferTimeBefore ?? 0,
  bufferTimeAfter: service?.bufferTimeAfter ?? 0,
  slotInterval: (service?.slotInterval ?? "") as number | string,
  enableGroupBooking: service?.enableGroupBooking ?? false,
  maxCapacity: (service?.maxCapacity ?? 1) as number | string,
  dailyLimit: (service?.dailyLimit ?? "") as number | string,
  minimumNotice: (service?.minimumNotice ?? "") as number | string,
  bookingWindowDays: (service?.bookingWindowDays ?? "") as number | string,
  requiresConfirmation: confirmationOf(service?.requiresConfirmation),
  enableRecurring: service?.enableRecurring ?? false,
  depositType: service?.depositType ?? ("none" as const),
  depositAmount: (service?.depositAmount ?? 0) as number | string | null,
  locationId: service?.locationId ?? null,
  imageUrl: service?.imageUrl ?? "",
  resources: service?.resources ?? [],
  performedBy: service
    ? staff
        .filter(({ allServices, serviceIds }) => allServices || serviceIds.includes(service.id))
        .map(({ id }) => String(id))
    : staff.filter(({ allServices }) => allServices).map(({ id }) => String(id)),
});
export type Values = ReturnType<typeof valuesOf>;

const confirmationOf = (required: boolean | null | undefined) =>
  required === null || required === undefined ? "company" : required ? "yes" : "no";

export function toSend({ performedBy: _, ...values }: Values) {
  return {
    ...values,
    description: values.description || null,
    color: values.color || null,
    imageUrl: values.imageUrl || null,
    price: values.price ?? 0,
    maxCapacity: Number(values.maxCapacity) || 1,
    slotInterval: numberOrNull(values.slotInterval),
    dailyLimit: numberOrNull(values.dailyLimit),
    minimumNotice: numberOrNull(values.minimumNotice),
    bookingWindowDays: numberOrNull(values.bookingWindowDays),
    depositAmount: values.depositType === "none" ? 0 : Number(values.depositAmount ?? 0),
    requiresConfirmation: values.requiresConfirmation === "company" ? null : values.requiresConfirmation === "yes",
  };
}

const numberOrNull = (typed: number | string) => (typed === "" ? null : Number(typed));
