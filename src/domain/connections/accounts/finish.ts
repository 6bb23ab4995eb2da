import { z } from "zod";
import { defineJob } from "../../../platform/jobs.ts";
import { type JobTools, job } from "../../../platform/operation.ts";
import { type CalendarPort, type ConferencingPort, ProviderRefused } from "../port.ts";
import { redirectUri } from "./authorize.ts";
import { readAccount } from "./read.ts";
import { keepConnection, sealSecret } from "./store.ts";

export const finishAuthorization = defineJob({
  name: "finish-authorization",
  data: z.object({
    businessId: z.int(),
    userId: z.int(),
    provider: z.enum(["google", "microsoft", "zoom"]),
    sealedCode: z.string(),
  }),
  // A code works once and for minutes.
  retry: { limit: 3, delaySeconds: 2 },
  waitsOutside: true,
});

/**
 * Exchanges the code for what opens the account, and keeps it. A code that is refused, or that the provider was too long away
 * to take, leaves a connection that says so.
 */
export const finishConnecting = job({
  ...finishAuthorization,
  async run(tools, { businessId, userId, provider, sealedCode }, { last }) {
    const port = oauthPort(tools, provider);
    const code = tools.services.secrets.open(sealedCode);
    let refusal = "";
    const given = await port.exchange!({ code, redirectUri: redirectUri(tools) }).catch((error: unknown) => {
      const temporary = !(error instanceof ProviderRefused) || error.kind === "temporary";
      if (temporary && !last) throw error;
      refusal = reasonOf(error, temporary);
      return null;
    });
    await tools.inBusiness(businessId, async (context) => {
      // What was refused has told nobody's name.
      const account = given?.account ?? provider;
      const { connection } = await keepConnection(context, {
        userId,
        provider,
        account,
        accountKey: given?.account.toLowerCase() ?? "refused",
        mode: port.mode,
        sealedSecret: sealSecret(tools, given?.secret ?? {}),
        status: given ? (provider === "zoom" ? "ok" : "connecting") : "failing",
      });
      if (!given) {
        await context.db
          .updateTable("calendarConnections")
          .set({ lastError: refusal })
          .where("businessId", "=", businessId)
          .where("id", "=", connection.id)
          .execute();
        return;
      }
      await context.db
        .deleteFrom("calendarConnections")
        .where("businessId", "=", businessId)
        .where("userId", "=", userId)
        .where("provider", "=", provider)
        .where("accountKey", "=", "refused")
        .execute();
      if (provider !== "zoom") context.enqueue(readAccount, { businessId, connectionId: connection.id });
    });
  },
});

/** What only had to wait is over as well once the last attempt has failed: the code is. */
function reasonOf(error: unknown, temporary: boolean): string {
  const reason = error instanceof ProviderRefused ? error.message : "It could not be connected";
  return temporary ? `${reason}: connect it again` : reason;
}

export const oauthPort = (
  tools: JobTools,
  provider: "google" | "microsoft" | "zoom",
): CalendarPort | ConferencingPort => tools.ports[provider];
