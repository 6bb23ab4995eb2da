import { conflict, notFound } from "../../../platform/errors.ts";
import { operation } from "../../../platform/operation.ts";
import { Deleted } from "../../../platform/schemas.ts";
import { CustomerId } from "../../services/customers/schema.ts";
import { forgetCustomer } from "./forget.ts";

export const deleteCustomer = operation({
  name: "customers.delete",
  http: "DELETE /api/services/customers",
  tool: "delete_customer",
  access: "customers:write",
  summary: "Delete a customer and what is known of them; past appointments stay, without a name",
  description:
    "Their name, addresses, notes and answers go from everything that is kept: bookings under their e-mail address, the audit log, events, messages and deliveries of webhooks. Issued invoices stay as they are. Refused while the customer has upcoming appointments or bookings.",
  query: CustomerId,
  output: Deleted,
  errors: [conflict, notFound],
  run: (context, { id }) => forgetCustomer(context, id),
});
