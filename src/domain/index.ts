import type { Refusals } from "../platform/constraints.ts";
import type { Job, Operation } from "../platform/operation.ts";
import * as accounts from "./accounts/index.ts";
import * as undo from "./agents/undo/operations.ts";
import * as commerce from "./commerce/index.ts";
import * as erasure from "./compliance/erasure/operations.ts";
import * as connections from "./connections/index.ts";
import type { Subscriber } from "./events/subscriber.ts";
import * as webhooks from "./events/webhooks/index.ts";
import * as audit from "./identity/audit/operations.ts";
import * as businessStore from "./identity/businesses/store.ts";
import * as clock from "./identity/clock/operations.ts";
import { keepHouse } from "./identity/housekeeping.ts";
import * as meetingInsights from "./insights/meetings/operations.ts";
import * as insights from "./insights/operations.ts";
import * as revenue from "./insights/revenue/operations.ts";
import * as messages from "./messaging/messages/operations.ts";
import { sendQueuedMessage } from "./messaging/messages/send.ts";
import * as routing from "./routing/index.ts";
import * as scheduling from "./scheduling/index.ts";
import * as appointments from "./services/appointments/operations.ts";
import * as appointmentTransfer from "./services/appointments/transfer.ts";
import * as availability from "./services/availability/operations.ts";
import * as catalog from "./services/catalog/operations.ts";
import * as categories from "./services/categories/operations.ts";
import * as company from "./services/company/operations.ts";
import * as customFields from "./services/custom-fields/operations.ts";
import * as customFieldStore from "./services/custom-fields/store.ts";
import * as customers from "./services/customers/operations.ts";
import * as customerStore from "./services/customers/store.ts";
import * as customerTransfer from "./services/customers/transfer.ts";
import * as districts from "./services/districts/operations.ts";
import * as districtStore from "./services/districts/store.ts";
import * as employeeRoles from "./services/employee-roles/operations.ts";
import * as employeeRoleStore from "./services/employee-roles/store.ts";
import * as employeeSchedules from "./services/employee-schedules/operations.ts";
import * as employees from "./services/employees/operations.ts";
import * as employeeStore from "./services/employees/store.ts";
import * as employeeTransfer from "./services/employees/transfer.ts";
import * as extras from "./services/extras/operations.ts";
import * as holds from "./services/holds/operations.ts";
import * as locations from "./services/locations/operations.ts";
import * as locationStore from "./services/locations/store.ts";
import * as locationTransfer from "./services/locations/transfer.ts";
import { expireRequest } from "./services/notifications/expiry.ts";
import { notifyAboutAppointments } from "./services/notifications/notify.ts";
import { requestReview, sendReminder } from "./services/notifications/reminders.ts";
import * as outOfOffice from "./services/out-of-office/operations.ts";
import * as resources from "./services/resources/operations.ts";
import * as reviews from "./services/reviews/operations.ts";
import * as reviewStore from "./services/reviews/store.ts";
import * as services from "./services/services/operations.ts";
import * as serviceStore from "./services/services/store.ts";
import * as storefront from "./services/storefront/operations.ts";
import * as templates from "./services/templates/operations.ts";
import * as timeBlocks from "./services/time-blocks/operations.ts";
import * as trial from "./services/trial/operations.ts";
import * as visits from "./services/visits/operations.ts";
import { endUnansweredOffer } from "./services/waitlist/end.ts";
import { closeWhatIsBooked, offerWhatIsFreed } from "./services/waitlist/follow.ts";
import { offerFreedTime } from "./services/waitlist/offer.ts";
import * as waitlist from "./services/waitlist/operations.ts";
import { sweepWaitlists } from "./services/waitlist/sweep.ts";
import * as claims from "./time/calendars/claims.ts";
import { sweepHolds } from "./time/calendars/sweep.ts";
import * as workflows from "./workflows/index.ts";

/** Everything the product can do, wing by wing. Every door is made from this list. */
export const operations: Operation[] = [
  ...commerce.operations,
  ...Object.values(categories),
  ...Object.values(services),
  ...Object.values(employees),
  ...Object.values(employeeTransfer),
  ...Object.values(employeeSchedules),
  ...Object.values(employeeRoles),
  ...Object.values(locations),
  ...Object.values(locationTransfer),
  ...Object.values(districts),
  ...Object.values(resources),
  ...Object.values(timeBlocks),
  ...Object.values(outOfOffice),
  ...Object.values(catalog),
  ...Object.values(extras),
  ...Object.values(customFields),
  ...Object.values(customers),
  ...Object.values(erasure),
  ...Object.values(customerTransfer),
  ...Object.values(storefront),
  ...Object.values(availability),
  ...Object.values(holds),
  ...Object.values(appointments),
  ...Object.values(appointmentTransfer),
  ...Object.values(visits),
  ...Object.values(waitlist),
  ...scheduling.operations,
  ...routing.operations,
  ...connections.operations,
  ...webhooks.operations,
  ...workflows.operations,
  ...Object.values(audit),
  ...Object.values(messages),
  ...Object.values(company),
  ...Object.values(templates),
  ...Object.values(clock),
  ...accounts.operations,
  ...Object.values(reviews),
  ...Object.values(trial),
  ...Object.values(insights),
  ...Object.values(meetingInsights),
  ...Object.values(undo),
  ...Object.values(revenue),
];

/** Work for later. */
export const jobs: Job[] = [
  sendQueuedMessage,
  sendReminder,
  requestReview,
  expireRequest,
  ...accounts.jobs,
  ...scheduling.jobs,
  ...connections.jobs,
  ...webhooks.jobs,
  ...workflows.jobs,
  offerFreedTime,
  endUnansweredOffer,
  sweepWaitlists,
  sweepHolds,
  keepHouse,
];

/** What follows what. */
export const subscribers: Subscriber[] = [
  notifyAboutAppointments,
  closeWhatIsBooked,
  offerWhatIsFreed,
  ...scheduling.subscribers,
  ...routing.subscribers,
  ...connections.subscribers,
  ...accounts.subscribers,
  ...webhooks.subscribers,
  ...workflows.subscribers,
];

/** Broken database constraints, in the caller's words. */
export const refusals: Refusals = {
  ...businessStore.refusals,
  ...claims.refusals,
  ...commerce.refusals,
  ...serviceStore.refusals,
  ...customFieldStore.refusals,
  ...employeeStore.refusals,
  ...employeeRoleStore.refusals,
  ...locationStore.refusals,
  ...districtStore.refusals,
  ...customerStore.refusals,
  ...accounts.refusals,
  ...scheduling.refusals,
  ...connections.refusals,
  ...webhooks.refusals,
  ...workflows.refusals,
  ...reviewStore.refusals,
};
