import zapier from "zapier-platform-core";
import { explainRefusal, sendToken } from "./api.js";
import authentication from "./authentication.js";
import appointment from "./creates/appointment.js";
import booking from "./creates/booking.js";
import customer from "./creates/customer.js";
import packageJson from "./package.json" with { type: "json" };
import findBooking from "./searches/booking.js";
import findCustomer from "./searches/customer.js";
import findEventType from "./searches/event-type.js";
import { dropdowns } from "./triggers/dropdowns.js";
import { hooks } from "./triggers/hooks.js";

const byKey = (parts) => Object.fromEntries(parts.map((part) => [part.key, part]));

/** The app as Zapier's platform reads it. */
export default {
  version: packageJson.version,
  platformVersion: zapier.version,
  authentication,
  beforeRequest: [sendToken],
  afterResponse: [explainRefusal],
  triggers: byKey([...hooks, ...dropdowns]),
  creates: byKey([booking, appointment, customer]),
  searches: byKey([findBooking, findCustomer, findEventType]),
  searchOrCreates: {
    [findCustomer.key]: {
      key: findCustomer.key,
      display: { label: "Find or Create Customer", description: "Finds a customer, or creates one." },
      search: findCustomer.key,
      create: customer.key,
    },
  },
};
