const { authenticationField, credentials } = require("./authentication.js");
const { properties } = require("./properties.js");

exports.Schedly = class Schedly {
  description = {
    displayName: "Schedly",
    name: "schedly",
    icon: "fa:calendar-check",
    group: ["transform"],
    version: 1,
    subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
    description: "Bookings, appointments, customers and event types",
    defaults: { name: "Schedly" },
    inputs: ["main"],
    outputs: ["main"],
    usableAsTool: true,
    credentials,
    requestDefaults: { baseURL: "={{$credentials.baseUrl}}", headers: { Accept: "application/json" } },
    properties: [authenticationField, ...properties],
  };
};
