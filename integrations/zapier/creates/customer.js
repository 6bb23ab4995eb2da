import { call } from "../api.js";

export default {
  key: "customer",
  noun: "Customer",
  display: { label: "Create Customer", description: "Adds a customer." },
  operation: {
    inputFields: [
      { key: "name", label: "Name", required: true },
      { key: "email", label: "Email" },
      { key: "phone", label: "Phone" },
      { key: "notes", label: "Notes", type: "text", helpText: "For staff alone." },
      { key: "address", label: "Address" },
      { key: "tags", label: "Tags", list: true },
      { key: "timeZone", label: "Time Zone", placeholder: "America/New_York" },
      { key: "language", label: "Language", placeholder: "en", helpText: "Of mails to this customer." },
    ],
    perform: (z, { inputData: { name, email, phone, notes, address, tags, timeZone, language } }) =>
      call(z, "POST /api/services/customers", {
        body: { name, email, phone, notes, address, tags, timeZone, language },
      }),
    sample: { id: 88, name: "Emily Chen", email: "emily@example.com", phone: "+15125550102", notes: null, tags: [] },
    outputFields: [
      { key: "id", label: "ID", type: "integer" },
      { key: "name", label: "Name" },
      { key: "email", label: "Email" },
      { key: "phone", label: "Phone" },
      { key: "notes", label: "Notes" },
    ],
  },
};
