const { operations } = require("./operations.js");

// Makes n8n's declarative properties of the table of operations: n8n sends the requests by itself.

const resources = { booking: "Booking", appointment: "Appointment", customer: "Customer", eventType: "Event Type" };
const verbs = {
  create: "Create",
  get: "Get",
  getAll: "Get Many",
  update: "Update",
  cancel: "Cancel",
  reschedule: "Reschedule",
  delete: "Delete",
};
const defaults = { number: 0, boolean: false };
const titleCase = (text) => text.charAt(0).toUpperCase() + text.slice(1);

const resourceField = {
  displayName: "Resource",
  name: "resource",
  type: "options",
  noDataExpression: true,
  options: Object.entries(resources).map(([value, name]) => ({ name, value })),
  default: "booking",
};

function operationField(resource) {
  const own = operations.filter((one) => one.resource === resource);
  return {
    displayName: "Operation",
    name: "operation",
    type: "options",
    noDataExpression: true,
    displayOptions: { show: { resource: [resource] } },
    options: own.map(({ operation, endpoint }) => ({
      name: verbs[operation],
      value: operation,
      action: actionOf(resource, operation),
      routing: { request: requestOf(endpoint), ...(isEnveloped(endpoint) ? { output: takesData } : {}) },
    })),
    default: own[0].operation,
  };
}

function actionOf(resource, operation) {
  const noun = resources[resource].toLowerCase();
  if (operation === "getAll") return `Get many ${noun}s`;
  return `${verbs[operation]} ${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`;
}

/** `:names` of the address are filled in from the parameters of the same name. */
function requestOf(endpoint) {
  const [method, route] = endpoint.split(" ");
  const url = route.replace(/:(\w+)/g, '{{encodeURIComponent($parameter["$1"])}}');
  return { method, url: url === route ? url : `=${url}` };
}

/** /api/services/ answers bare records, everything else {"status", "data"}. */
const isEnveloped = (endpoint) => !endpoint.includes(" /api/services/");
const takesData = { postReceive: [{ type: "rootProperty", properties: { property: "data" } }] };

function fieldsOf({ resource, operation, endpoint, required = [], optional = [] }) {
  const displayOptions = { show: { resource: [resource], operation: [operation] } };
  const fields = required.map((field) => ({ ...fieldOf(field, endpoint), required: true, displayOptions }));
  if (optional.length > 0)
    fields.push({
      displayName: "Additional Fields",
      name: "additionalFields",
      type: "collection",
      placeholder: "Add Field",
      default: {},
      displayOptions,
      options: optional.map((field) => fieldOf(field, endpoint)),
    });
  return fields;
}

function fieldOf([name, displayName, type, more = {}], endpoint) {
  const { to = name, in: place = /^(GET|DELETE)/.test(endpoint) ? "query" : "body", choices, ...rest } = more;
  const inAddress = new RegExp(`:${name}\\b`).test(endpoint);
  return {
    displayName,
    name,
    type,
    default: defaults[type] ?? choices?.[0] ?? "",
    ...(choices ? { options: choices.map((value) => ({ name: titleCase(value), value })) } : {}),
    ...rest,
    ...(inAddress ? {} : { routing: { send: { type: place, property: to, ...(type === "dateTime" ? inUtc : {}) } } }),
  };
}

/** n8n's picker leaves the offset out and means the workflow's zone; Schedly takes instants alone. */
const inUtc = { value: "={{ DateTime.fromISO($value).toUTC().toISO() }}" };

exports.properties = [
  resourceField,
  ...Object.keys(resources).map(operationField),
  ...operations.flatMap((operation) => fieldsOf(operation)),
];
