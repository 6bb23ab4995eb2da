import { z } from "zod";
import { conflict, notFound } from "../../../platform/errors.ts";
import { type Context, operation } from "../../../platform/operation.ts";
import { page } from "../../../platform/page.ts";
import { changeRecord, findRecord, insertRecord, listRecords } from "../../../platform/records.ts";
import { iso } from "../../../platform/schemas.ts";
import "../tables.ts";
import { withTotals } from "./bookings.ts";
import { profileOf } from "./profile.ts";
import {
  Customer,
  CustomerChanges,
  CustomerDraft,
  CustomerId,
  CustomerProfile,
  CustomerSearch,
  TopCustomer,
  TopSearch,
} from "./schema.ts";
import { isKnownEmail, matching, storable } from "./store.ts";
import { topCustomers } from "./top.ts";

const address = "/api/services/customers";

export const listCustomers = operation({
  name: "customers.list",
  http: `GET ${address}`,
  tool: "search_customers",
  access: "customers:read",
  summary: "Search customers by name, e-mail address or phone number",
  query: CustomerSearch,
  output: page(Customer),
  async run(context, { search, tag, sort, ...paging }) {
    const found = await listRecords(context, "customers", paging, {
      where: matching({ search, tag }),
      // Ids rise with time, and their index is there.
      order: sort.endsWith("name") ? "name_key" : "id",
      descending: sort.startsWith("-"),
      hidesDeleted: true,
    });
    return { ...found, items: await withTotals(context, found.items) };
  },
});

export const getCustomer = operation({
  name: "customers.get",
  http: `GET ${address}?id`,
  access: "customers:read",
  summary: "Get one customer",
  query: CustomerId,
  output: Customer,
  run: async (context, { id }) => totalled(context, await findRecord(context, "customers", "customer", id)),
});

export const getCustomerProfile = operation({
  name: "customers.detail",
  http: `GET ${address}/detail`,
  tool: "get_customer",
  access: "customers:read",
  summary: "Get a customer's full profile with appointments, invoices and reviews",
  query: CustomerId,
  output: CustomerProfile,
  errors: [notFound],
  run: async (context, { id }) =>
    (await profileOf(context, await findRecord(context, "customers", "customer", id))) as never,
});

export const listTopCustomers = operation({
  name: "customers.top",
  http: `GET ${address}/top`,
  tool: "list_top_customers",
  access: "customers:read",
  summary: "List the customers with the most bookings or the highest revenue",
  query: TopSearch,
  output: z.array(TopCustomer),
  run: topCustomers,
});

export const createCustomer = operation({
  name: "customers.create",
  http: `POST ${address}`,
  tool: "create_customer",
  access: "customers:write",
  summary: "Create a customer",
  description:
    "An e-mail address may be shared, as families do. A booking with it is taken for whoever has the same name, else for who had it first.",
  body: CustomerDraft,
  output: Customer,
  status: 201,
  errors: [conflict],
  run: async (context, draft) =>
    totalled(
      context,
      await insertRecord(context, "customers", "customer", {
        ...(await storable(context, draft)),
        sharesEmail: await isKnownEmail(context, draft.email),
        addedByEmployeeId: context.caller.onlyOwn ? context.caller.employeeId : null,
        createdAt: iso(context.now),
      }),
    ),
});

export const updateCustomer = operation({
  name: "customers.update",
  http: `PUT ${address}`,
  alsoMethod: "PATCH",
  tool: "update_customer",
  access: "customers:write",
  summary: "Change the given fields of a customer and leave the others",
  query: CustomerId,
  body: CustomerChanges,
  output: Customer,
  errors: [conflict, notFound],
  async run(context, { id, ...changes }) {
    const { after } = await changeRecord(context, "customers", "customer", id, await storable(context, changes));
    return totalled(context, after);
  },
});

const totalled = async (context: Context, customer: Parameters<typeof withTotals>[1][number]) =>
  (await withTotals(context, [customer]))[0] as never;
