import { call } from "../api.js";

export default {
  key: "find_event_type",
  noun: "Event Type",
  display: { label: "Find Event Type", description: "Finds an event type by its title." },
  operation: {
    inputFields: [{ key: "search", label: "Title", required: true, helpText: "Or part of it, or of its address." }],
    perform: (z, { inputData: { search } }) =>
      call(z, "GET /api/event-types", { query: { search, all: true, limit: 10 } }),
    sample: { id: 42, title: "Consultation", slug: "consultation", length: 30 },
    outputFields: [
      { key: "id", label: "ID", type: "integer" },
      { key: "title", label: "Title" },
      { key: "slug", label: "Address" },
      { key: "length", label: "Minutes", type: "integer" },
    ],
  },
};
