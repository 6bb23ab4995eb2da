import assert from "node:assert/strict";
import type { Desk } from "../scheduling/bookings/desk.test-support.ts";

export const address = "/api/workflows";

/** A mail step to attendees, unless the draft says otherwise. */
export const step = (draft: object = {}) => ({
  action: "email_attendee",
  texts: { en: { subject: "About {{ event.title }}", body: "Hello {{ attendee.firstName }}" } },
  ...draft,
});

/** What tests of workflows do again and again. */
export function workflowsOf({ business, installation }: Pick<Desk, "business" | "installation">) {
  const clock = installation.app.services.clock!;
  return {
    async workflow(draft: object) {
      const { status, body, text } = await business.call("POST", address, { name: "Test", steps: [step()], ...draft });
      assert.equal(status, 201, text);
      return body.data as { id: number; steps: { id: number }[] } & Record<string, any>;
    },
    change: (id: number, changes: object) => business.call("PATCH", `${address}?id=${id}`, changes),
    /** Of a workflow: what it did and will do, the oldest first. */
    async runs(workflowId: number) {
      await installation.drain();
      const { body } = await business.call("GET", `${address}/runs?workflowId=${workflowId}&limit=200`);
      return (body.data as Record<string, any>[]).toReversed();
    },
    async messagesTo(recipient: string) {
      await installation.drain();
      const query = `kind=workflow&recipient=${encodeURIComponent(recipient)}`;
      const { body } = await business.call("GET", `/api/messages?${query}`);
      const found = (body.data as { id: number }[]).toReversed();
      return Promise.all(found.map(async ({ id }) => (await business.call("GET", `/api/messages?id=${id}`)).body.data));
    },
    /** Lets time pass until then; whatever is due by then happens. */
    async moveTo(instant: string) {
      await installation.drain();
      const wanted = Date.parse(instant) - Date.now();
      await installation.app.jobs.shift(installation.app.database.db, wanted - clock.offset());
      clock.setOffset(wanted);
      await installation.drain();
    },
  };
}
