import assert from "node:assert/strict";
import type { TestBusiness, TestInstallation } from "../../../../test/support/installation.ts";

export const address = "/api/services/invoices";

/** A business with one customer, and how its invoices are written in one line each. */
export async function openDesk(
  installation: TestInstallation,
  draft: Parameters<TestInstallation["business"]>[0] = {},
) {
  const business = await installation.business(draft);
  const customer = await make(business, "/api/services/customers", {
    name: "Emily Chen",
    email: "emily@example.com",
    address: "1 Main Street",
  });
  return {
    ...business,
    customer,
    /** Makes an invoice of $35.00; `more` changes what is sent. */
    invoice: (more: object = {}): Promise<any> =>
      make(business, address, {
        customerId: customer.id,
        items: [{ description: "Haircut", unitPrice: 3500 }],
        ...more,
      }),
    change: (id: number, body: object, headers?: Record<string, string>) =>
      business.call("PATCH", `${address}?id=${id}`, body, headers),
    read: async (id: number): Promise<any> => (await business.call("GET", `${address}?id=${id}`)).body,
    list: async (query: string): Promise<any[]> => (await business.call("GET", `${address}?${query}`)).body,
  };
}
export type Desk = Awaited<ReturnType<typeof openDesk>>;

export async function make(business: TestBusiness, path: string, body: object): Promise<any> {
  const answer = await business.call("POST", path, body);
  assert.equal(answer.status, 201, answer.text);
  return answer.body;
}
