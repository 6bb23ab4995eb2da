import { call, number } from "../api.js";
import { outputFields } from "./output-fields.js";
import samples from "./samples.json" with { type: "json" };
import { table } from "./table.js";

const nouns = {
  booking: "Booking",
  noShow: "No-Show",
  form: "Form",
  outOfOffice: "Absence",
  appointment: "Appointment",
};

const eventTypeField = {
  key: "eventTypeId",
  label: "Event Type",
  type: "integer",
  dynamic: "event_types.id.title",
  helpText: "Only bookings of this event type; leave it empty for all.",
};

/** A REST hook for each of the 21 triggers: Zapier subscribes when a Zap is switched on and unsubscribes when it is off. */
export const hooks = table.map(({ event, label, description, kind }) => ({
  key: event.toLowerCase(),
  noun: nouns[kind],
  display: { label, description },
  operation: {
    type: "hook",
    inputFields: kind === "booking" ? [eventTypeField] : [],
    performSubscribe: (z, { targetUrl, inputData }) =>
      call(z, "POST /api/zapier/hooks", {
        body: { target_url: targetUrl, event, eventTypeId: number(inputData.eventTypeId) },
      }),
    performUnsubscribe,
    // What was posted is what the Zap works with: {triggerEvent, createdAt, payload}.
    perform: (_z, { cleanedRequest }) => [cleanedRequest],
    performList: (z, { inputData }) =>
      call(z, "GET /api/zapier/samples", {
        query: { trigger: event, eventTypeId: number(inputData.eventTypeId), limit: 3 },
      }),
    sample: samples[event],
    outputFields: outputFields[kind],
  },
}));

/** One that Schedly has dropped already (the receiver said 410, or somebody deleted it) is as good as unsubscribed. */
async function performUnsubscribe(z, { subscribeData }) {
  const options = { path: { id: subscribeData.id }, skipThrowForStatus: true };
  const answer = await call(z, "DELETE /api/zapier/hooks/:id", options);
  if (answer.status === "error" && answer.error !== "NOT_FOUND") throw new z.errors.Error(answer.message, answer.error);
  return { id: subscribeData.id };
}
