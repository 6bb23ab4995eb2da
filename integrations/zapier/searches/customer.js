import { call } from "../api.js";
import customer from "../creates/customer.js";

export default {
  key: "find_customer",
  noun: "Customer",
  display: { label: "Find Customer", description: "Finds a customer by name, email or phone number." },
  operation: {
    inputFields: [{ key: "search", label: "Name, Email or Phone", required: true, helpText: "Or part of it." }],
    perform: (z, { inputData: { search } }) => call(z, "GET /api/services/customers", { query: { search, limit: 10 } }),
    sample: customer.operation.sample,
    outputFields: customer.operation.outputFields,
  },
};
