import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import type { Subscriber } from "../../events/subscriber.ts";
import { webhookDisabled } from "../../events/webhooks/disable.ts";
import { mailAccount } from "./queue.ts";

/** Tells whoever made a webhook that it was ended. */
export const tellWebhookDisabled: Subscriber = {
  name: "webhook-disabled mails",
  triggers: [webhookDisabled],
  async run(context, { payload }) {
    const { subscriberUrl, reason, createdByUserId } = payload as {
      subscriberUrl: string;
      reason: string;
      createdByUserId: number | null;
    };
    const userId = createdByUserId ?? (await ownerOf(context));
    if (userId !== null) mailAccount(context, { about: "webhook disabled", userId, webhook: subscriberUrl, reason });
  },
};

/** Of a webhook whose maker is gone, an owner of the business hears. */
async function ownerOf({ businessId, db }: Context): Promise<number | null> {
  const { rows } = await sql<{ userId: number }>`
    select user_id from members where business_id = ${businessId} and role = 'owner' order by user_id limit 1`.execute(
    db,
  );
  return rows[0]?.userId ?? null;
}
