import { channel } from "../domain/identity/agents/sessions.ts";
import type { Connection } from "../platform/connection.ts";
import { type Listener, listener } from "../platform/listener.ts";
import type { Logger } from "../platform/log.ts";

/**
 * Hears of messages that another process left for a session of this one. `arrived` is called with the session's
 * `business:id`, and with null after a gap in which anything may have come.
 */
export const mailbox = (connection: Connection, log: Logger, arrived: (session: string | null) => void): Listener =>
  listener(connection, { channel, name: "schedly-mcp" }, log, arrived);
