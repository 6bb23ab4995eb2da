import pg from "pg";
import { type Connection, poolSettings } from "./connection.ts";
import type { Logger } from "./log.ts";

export type Listener = {
  /** Resolves when this process hears what is told on the channel. */
  listen(): Promise<void>;
  close(): Promise<void>;
};

const again = 1000;

/**
 * Hears what any process tells on a channel (LISTEN on a connection of its own, which it opens when it is first needed and
 * opens anew when it is lost). `heard` is called with what was told, and with null after a gap in which anything may have
 * been.
 */
export function listener(
  connection: Connection,
  { channel, name }: { channel: string; name: string },
  log: Logger,
  heard: (payload: string | null) => void,
): Listener {
  let client: pg.Client | null = null;
  let opening: Promise<void> | null = null;
  let closed = false;
  let retry: NodeJS.Timeout | null = null;

  async function open() {
    const { max: _, ...settings } = poolSettings(connection, 1, name);
    const opened = new pg.Client(settings as pg.ClientConfig);
    const lost = (error?: Error) => {
      if (client !== opened) return;
      client = null;
      if (error && !closed) log.warn({ err: error, channel }, "A connection that listens for other processes ended");
      listenAgain();
    };
    opened.on("error", lost);
    opened.on("end", () => lost());
    opened.on("notification", ({ payload }) => payload && heard(payload));
    try {
      await opened.connect();
      await opened.query(`listen ${channel}`);
    } catch (error) {
      await opened.end().catch(() => {});
      throw error;
    }
    client = opened;
  }

  function listenAgain() {
    if (closed || retry) return;
    retry = setTimeout(() => {
      retry = null;
      listen().then(() => heard(null), listenAgain);
    }, again);
  }

  function listen(): Promise<void> {
    if (client || closed) return Promise.resolve();
    opening ??= open().finally(() => {
      opening = null;
    });
    return opening;
  }

  return {
    listen,
    async close() {
      closed = true;
      if (retry) clearTimeout(retry);
      await opening?.catch(() => {});
      const ending = client;
      client = null;
      await ending?.end().catch(() => {});
    },
  };
}
