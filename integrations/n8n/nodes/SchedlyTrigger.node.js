const { authenticationField, credentialOf, credentials } = require("./authentication.js");

const events = [
  "BOOKING_CREATED",
  "BOOKING_RESCHEDULED",
  "BOOKING_CANCELLED",
  "BOOKING_CONFIRMED",
  "BOOKING_REJECTED",
  "BOOKING_PAID",
  "BOOKING_PAYMENT_INITIATED",
  "BOOKING_NO_SHOW_UPDATED",
  "BOOKING_REQUESTED",
  "MEETING_STARTED",
  "MEETING_ENDED",
  "MEETING_URL_CHANGED",
  "RECORDING_READY",
  "RECORDING_TRANSCRIPTION_GENERATED",
  "INSTANT_MEETING",
  "FORM_SUBMITTED",
  "OOO_CREATED",
  "SERVICE_BOOKING_CREATED",
  "SERVICE_BOOKING_UPDATED",
  "SERVICE_BOOKING_CANCELLED",
  "SERVICE_BOOKING_COMPLETED",
];
const nameOf = (event) =>
  event
    .toLowerCase()
    .replaceAll("_", " ")
    .replace(/^\w/, (first) => first.toUpperCase());

/** Starts a workflow when something happens: subscribes a REST hook while the workflow is active. */
exports.SchedlyTrigger = class SchedlyTrigger {
  description = {
    displayName: "Schedly Trigger",
    name: "schedlyTrigger",
    icon: "fa:calendar-check",
    group: ["trigger"],
    version: 1,
    subtitle: '={{$parameter["event"]}}',
    description: "Starts the workflow when something happens in Schedly",
    defaults: { name: "Schedly Trigger" },
    inputs: [],
    outputs: ["main"],
    credentials,
    webhooks: [{ name: "default", httpMethod: "POST", responseMode: "onReceived", path: "webhook" }],
    properties: [
      authenticationField,
      {
        displayName: "Event",
        name: "event",
        type: "options",
        options: events.map((value) => ({ name: nameOf(value), value })),
        default: "BOOKING_CREATED",
        required: true,
      },
      {
        displayName: "Event Type ID",
        name: "eventTypeId",
        type: "number",
        default: 0,
        description: "Only bookings of this event type; 0 for all",
      },
    ],
  };

  webhookMethods = {
    default: {
      async checkExists() {
        const { hookId } = this.getWorkflowStaticData("node");
        if (hookId === undefined) return false;
        const hooks = await ask(this, "GET /api/zapier/hooks", { qs: { limit: 200 } });
        const [event, url] = [this.getNodeParameter("event"), this.getNodeWebhookUrl("default")];
        return hooks.some((hook) => hook.id === hookId && hook.event === event && hook.target_url === url);
      },
      async create() {
        const eventTypeId = this.getNodeParameter("eventTypeId");
        const body = { target_url: this.getNodeWebhookUrl("default"), event: this.getNodeParameter("event") };
        const { id } = await ask(this, "POST /api/zapier/hooks", {
          body: eventTypeId > 0 ? { ...body, eventTypeId } : body,
        });
        this.getWorkflowStaticData("node").hookId = id;
        return true;
      },
      async delete() {
        const kept = this.getWorkflowStaticData("node");
        if (kept.hookId === undefined) return true;
        // One that Schedly has dropped already is as good as deleted.
        const ignoring = { ignoreHttpStatusErrors: true, returnFullResponse: true };
        const { statusCode } = await ask(this, "DELETE /api/zapier/hooks", { qs: { id: kept.hookId }, ...ignoring });
        if (statusCode >= 400 && statusCode !== 404) return false;
        delete kept.hookId;
        return true;
      },
    },
  };

  /** What was posted is the item: {triggerEvent, createdAt, payload}. */
  async webhook() {
    return { workflowData: [this.helpers.returnJsonArray(this.getBodyData())] };
  }
};

async function ask(node, endpoint, options) {
  const [method, url] = endpoint.split(" ");
  const credential = credentialOf(node.getNodeParameter("authentication"));
  const { baseUrl } = await node.getCredentials(credential);
  return node.helpers.httpRequestWithAuthentication.call(node, credential, {
    method,
    url: `${baseUrl.replace(/\/+$/, "")}${url}`,
    json: true,
    ...options,
  });
}
