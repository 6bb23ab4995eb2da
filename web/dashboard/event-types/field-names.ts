import { useTexts } from "../../shared/locale.ts";
import { advancedWords } from "./editor-more-texts.ts";
import { editorWords, timeWords } from "./editor-texts.ts";
import type { unlockableFields } from "./model.ts";

/** What each field is called in the editor: a list of fields says the same words. */
export function useFieldNames(): (field: (typeof unlockableFields)[number]) => string {
  const basic = useTexts(editorWords);
  const time = useTexts(timeWords);
  const more = useTexts(advancedWords);
  const names: Record<(typeof unlockableFields)[number], string> = {
    title: basic.title,
    slug: basic.slug,
    description: basic.description,
    length: basic.length,
    lengthOptions: basic.lengths,
    active: basic.active,
    hidden: basic.hidden,
    color: basic.color,
    locations: basic.places,
    bookingFields: basic.questions,
    scheduleId: time.schedule,
    lockTimeZone: time.lockZone,
    timeZone: time.zone,
    minimumBookingNotice: time.notice,
    beforeEventBuffer: time.before,
    afterEventBuffer: time.after,
    slotInterval: time.interval,
    offsetStart: time.offset,
    onlyFirstSlotPerDay: time.firstOnly,
    periodType: time.period,
    periodDays: time.periodDays,
    periodCountCalendarDays: time.calendarDays,
    periodStartDate: time.from,
    periodEndDate: time.until,
    bookingLimits: time.mostBookings,
    durationLimits: time.mostMinutes,
    seatsPerTimeSlot: more.seats,
    seatsShowAttendees: more.attendeesShown,
    seatsShowAvailabilityCount: more.seatsShown,
    requiresConfirmation: more.confirm,
    requiresConfirmationThreshold: more.thresholdOn,
    requiresConfirmationWillBlockSlot: more.blocks,
    recurringEvent: more.series,
    price: more.price,
    currency: more.currency,
    disableGuests: more.noGuests,
    disableCancelling: more.noCancel,
    disableRescheduling: more.noMove,
    minimumCancellationNotice: more.cancelNotice,
    minimumReschedulingNotice: more.moveNotice,
    successRedirectUrl: more.redirect,
    forwardParamsSuccessRedirect: more.forward,
    isInstantEvent: more.instantOn,
    instantExpirySeconds: more.instantWait,
  };
  return (field) => names[field];
}
