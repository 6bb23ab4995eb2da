import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Whether this machine has Radicale (Debian: apt-get install radicale). Without it, tests that want it are skipped. */
export const hasRadicale = spawnSync("radicale", ["--version"]).status === 0;

export type Radicale = Awaited<ReturnType<typeof startRadicale>>;

const user = "sarah";

/** A real CalDAV server on this machine with one user, whose data is in a folder that goes with it. */
export async function startRadicale() {
  const folder = mkdtempSync(join(tmpdir(), "schedly-radicale-"));
  const users = join(folder, "users");
  const setPassword = (password: string) => writeFileSync(users, `${user}:${password}\n`);
  setPassword("quiet harbour");
  mkdirSync(join(folder, "data"));
  const port = await freePort();
  let server = await start(folder, users, port);
  const root = `http://127.0.0.1:${port}/`;
  let password = "quiet harbour";

  async function ask(method: string, path: string, body?: string, headers: Record<string, string> = {}) {
    const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
    const response = await fetch(new URL(path, root), {
      method,
      headers: { authorization, ...headers },
      ...(body === undefined ? {} : { body }),
    });
    return { status: response.status, text: await response.text() };
  }

  return {
    root,
    user,
    ask,
    /** Makes a calendar; answers its path. */
    async calendar(name: string): Promise<string> {
      const path = `/${user}/${name}/`;
      const prop = `<d:prop><d:displayname>${name}</d:displayname></d:prop>`;
      const body = `<?xml version="1.0"?><c:mkcalendar xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:set>${prop}</d:set></c:mkcalendar>`;
      const { status, text } = await ask("MKCALENDAR", path, body);
      if (status !== 201) throw new Error(`MKCALENDAR ${status} ${text}`);
      return path;
    },
    /** Puts an event as another calendar program would. */
    async put(path: string, name: string, lines: string[]): Promise<void> {
      const event = ["BEGIN:VEVENT", `UID:${name}`, "DTSTAMP:20350101T000000Z", ...lines, "END:VEVENT"];
      const text = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:test", ...event, "END:VCALENDAR", ""].join("\r\n");
      const { status, text: said } = await ask("PUT", `${path}${name}.ics`, text, { "content-type": "text/calendar" });
      if (status >= 300) throw new Error(`PUT ${status} ${said}`);
    },
    /** The files in a calendar, by their address. */
    async events(path: string): Promise<Map<string, string>> {
      const { text } = await ask("GET", path);
      const found = new Map<string, string>();
      for (const [event] of text.replaceAll("\r\n ", "").matchAll(/BEGIN:VEVENT[\s\S]*?END:VEVENT/g))
        found.set(/^UID:(.*?)\r?$/m.exec(event)![1]!, event);
      return found;
    },
    setPassword(next: string) {
      password = next;
      setPassword(next);
    },
    async stop() {
      await ended(server);
    },
    async restart() {
      server = await start(folder, users, port);
    },
    async close() {
      await ended(server);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function start(folder: string, users: string, port: number): Promise<ChildProcess> {
  const settings = [
    ...["--server-hosts", `127.0.0.1:${port}`, "--storage-filesystem-folder", join(folder, "data")],
    ...["--auth-type", "htpasswd", "--auth-htpasswd-filename", users, "--auth-htpasswd-encryption", "plain"],
    ...["--auth-delay", "0", "--config", ""],
  ];
  const server = spawn("radicale", settings, { stdio: "ignore" });
  for (let attempt = 0; attempt < 100; attempt++) {
    if (
      await fetch(`http://127.0.0.1:${port}/`).then(
        () => true,
        () => false,
      )
    )
      return server;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  server.kill();
  throw new Error("Radicale did not start");
}

const ended = (server: ChildProcess) =>
  new Promise<void>((resolve) => {
    if (server.exitCode !== null || server.signalCode !== null) return resolve();
    server.on("exit", () => resolve());
    server.kill();
  });

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
