// What the node can do: one entry for each operation, with the endpoint of Schedly's API that it calls. A field is
// [name, display name, type, more]; it goes into the body of a writing request and into the query of a reading one, unless
// the endpoint's address names it. `to` is where it goes if that is not its own name.

const bookingStatuses = ["upcoming", "past", "unconfirmed", "recurring", "cancelled"];
const appointmentStatuses = ["pending", "approved", "canceled", "completed"];

const limit = ["limit", "Limit", "number", { default: 50, typeOptions: { minValue: 1, maxValue: 200 } }];
const id = ["id", "ID", "number", { default: 0, in: "query" }];
const zone = ["timeZone", "Time Zone", "string", { placeholder: "America/New_York" }];
const language = ["language", "Language", "string", { placeholder: "en" }];
const customer = [
  ["email", "Email", "string"],
  ["phone", "Phone", "string"],
  ["notes", "Notes", "string"],
  ["address", "Address", "string"],
  zone,
  language,
];

exports.operations = [
  {
    resource: "booking",
    operation: "create",
    endpoint: "POST /api/book/event",
    required: [
      ["eventTypeId", "Event Type ID", "number"],
      ["start", "Start", "dateTime"],
      ["name", "Attendee Name", "string", { to: "responses.name" }],
      ["email", "Attendee Email", "string", { to: "responses.email" }],
    ],
    optional: [["end", "End", "dateTime"], zone, language],
  },
  {
    resource: "booking",
    operation: "get",
    endpoint: "GET /api/bookings/:uid",
    required: [["uid", "UID or ID", "string"]],
  },
  {
    resource: "booking",
    operation: "getAll",
    endpoint: "GET /api/bookings",
    optional: [
      limit,
      ["search", "Search", "string", { description: "In the title, and in attendees' names and addresses" }],
      ["attendeeEmail", "Attendee Email", "string"],
      ["eventTypeId", "Event Type ID", "number"],
      ["status", "Status", "options", { choices: bookingStatuses }],
      ["from", "Ends After", "dateTime"],
      ["to", "Starts Before", "dateTime"],
    ],
  },
  {
    resource: "booking",
    operation: "cancel",
    endpoint: "POST /api/bookings/:uid/cancel",
    required: [["uid", "UID or ID", "string"]],
    optional: [["reason", "Reason", "string"]],
  },
  {
    resource: "booking",
    operation: "reschedule",
    endpoint: "POST /api/bookings/:uid/reschedule",
    required: [
      ["uid", "UID or ID", "string"],
      ["start", "New Start", "dateTime"],
    ],
  },
  {
    resource: "appointment",
    operation: "create",
    endpoint: "POST /api/services/appointments",
    required: [
      ["serviceId", "Service ID", "number"],
      ["startTime", "Start", "dateTime"],
      ["endTime", "End", "dateTime"],
    ],
    optional: [
      ["customerId", "Customer ID", "number"],
      ["employeeId", "Employee ID", "number"],
      ["locationId", "Location ID", "number"],
      ["status", "Status", "options", { choices: appointmentStatuses }],
      ["price", "Price in Cents", "number"],
      ["notes", "Notes", "string"],
    ],
  },
  { resource: "appointment", operation: "get", endpoint: "GET /api/services/appointments", required: [id] },
  {
    resource: "appointment",
    operation: "getAll",
    endpoint: "GET /api/services/appointments",
    optional: [
      limit,
      ["status", "Status", "options", { choices: appointmentStatuses }],
      ["customerId", "Customer ID", "number"],
      ["employeeId", "Employee ID", "number"],
      ["serviceId", "Service ID", "number"],
    ],
  },
  {
    resource: "appointment",
    operation: "cancel",
    endpoint: "POST /api/services/appointments/:id/cancel",
    required: [["id", "ID", "number"]],
    optional: [["reason", "Reason", "string"]],
  },
  {
    resource: "customer",
    operation: "create",
    endpoint: "POST /api/services/customers",
    required: [["name", "Name", "string"]],
    optional: customer,
  },
  { resource: "customer", operation: "get", endpoint: "GET /api/services/customers", required: [id] },
  {
    resource: "customer",
    operation: "getAll",
    endpoint: "GET /api/services/customers",
    optional: [
      limit,
      ["search", "Search", "string", { description: "Part of the name, e-mail address or phone number" }],
      ["tag", "Tag", "string"],
    ],
  },
  {
    resource: "customer",
    operation: "update",
    endpoint: "PATCH /api/services/customers",
    required: [id],
    optional: [["name", "Name", "string"], ...customer],
  },
  { resource: "customer", operation: "delete", endpoint: "DELETE /api/services/customers", required: [id] },
  { resource: "eventType", operation: "get", endpoint: "GET /api/event-types", required: [id] },
  {
    resource: "eventType",
    operation: "getAll",
    endpoint: "GET /api/event-types",
    optional: [
      limit,
      ["search", "Search", "string", { description: "Part of the title, slug or description" }],
      ["all", "Everybody's", "boolean", { default: true, description: "Whether to list colleagues' and teams' too" }],
    ],
  },
];
