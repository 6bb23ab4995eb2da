import { notFound } from "../../../platform/errors.ts";
import { operation } from "../../../platform/operation.ts";
import { Storefront, StorefrontQuery } from "./schema.ts";
import { readStorefront, refuseUnknownHandle } from "./store.ts";

export const getStorefront = operation({
  name: "storefront.get",
  http: "GET /api/services/storefront",
  access: "public",
  tenant: { subdomain: "subdomain", handles: ["uid"] },
  summary: "A business as its customers see it: name, address, opening hours, services, staff",
  description: "What a booking page needs, in one answer. What is switched off is left out.",
  query: StorefrontQuery,
  output: Storefront,
  errors: [notFound],
  async run(context, { subdomain, uid }) {
    if (subdomain === undefined && uid !== undefined) await refuseUnknownHandle(context, uid);
    return readStorefront(context);
  },
});
