import { ProviderRefused } from "../../domain/connections/port.ts";
import { OutgoingRefused, outgoing } from "../../platform/outgoing.ts";
import type { Send } from "./answers.ts";

const patienceMilliseconds = 30_000;
const mostBytes = 1024 * 1024;

/** Requests to addresses that people typed, past the guard of the installation's own network. */
export const guardedSend =
  (allowPrivate: boolean): Send =>
  async (ask) => {
    try {
      const limits = { timeoutMs: patienceMilliseconds, maxBytes: ask.maxBytes ?? mostBytes, allowPrivate };
      const { body, ...answer } = await outgoing(ask.url, { ...ask, ...limits });
      return { ...answer, text: body.toString("utf8") };
    } catch (error) {
      if (!(error instanceof OutgoingRefused)) throw error;
      // An answer that is too long, or an address that must not be asked, is so the next time as well.
      const kind = error.kind === "address" || error.kind === "too-large" ? "refused" : "temporary";
      throw new ProviderRefused(kind, error.message, { cause: error });
    }
  };
