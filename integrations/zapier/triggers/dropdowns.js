import { listAll } from "../api.js";

// Nobody starts a Zap with these: they fill the dropdowns of other steps.

const dropdown = (key, noun, endpoint, query, shown, sample) => ({
  key,
  noun,
  display: { label: `List of ${noun}s`, description: `Fills the ${noun.toLowerCase()} dropdown.`, hidden: true },
  operation: {
    type: "polling",
    perform: async (z) =>
      (await listAll(z, endpoint, query)).map((record) => ({ id: record.id, [shown]: record[shown] })),
    sample,
    outputFields: [
      { key: "id", label: "ID", type: "integer" },
      { key: shown, label: "Name" },
    ],
  },
});

export const dropdowns = [
  dropdown("event_types", "Event Type", "GET /api/event-types", { all: true }, "title", {
    id: 42,
    title: "Consultation",
  }),
  dropdown("services", "Service", "GET /api/services/services", { active: true }, "name", { id: 1, name: "Haircut" }),
  dropdown("employees", "Employee", "GET /api/services/employees", { active: true }, "name", {
    id: 5,
    name: "James Wilson",
  }),
  dropdown("locations", "Location", "GET /api/services/locations", {}, "name", { id: 3, name: "Main street" }),
];
