/**
 * Where the server listens. PostgreSQL trusts whoever reaches its socket, so the socket lies in a folder that only
 * its user (and root) may enter, and there is no TCP. Windows has TCP on the loopback and a password instead.
 */
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { type Account, giveTo, holdsFor } from "./account.ts";
import { passwordFile } from "./cluster.ts";
import { CannotStart } from "./errors.ts";

/** Everything is said, the defaults too: `pg` would otherwise take PGPORT or PGSSLMODE from the environment. */
export type Address = { host: string; port: number; ssl: false; password?: string };

const PORT = 5432;
const PREFIX = "schedly-pg-";
const SOCKET = `.s.PGSQL.${PORT}`;

/** macOS allows 103 bytes, Linux 107. */
const LONGEST_SOCKET_PATH_BYTES = 103;

export async function chooseAddress({ cluster, account }: { cluster: string; account: Account }): Promise<Address> {
  if (process.platform === "win32") {
    const password = fs.readFileSync(passwordFile(cluster), "utf8");
    return { host: "127.0.0.1", port: await freePort(), ssl: false, password };
  }
  return { host: makeSocketFolder(account), port: PORT, ssl: false };
}

export function listenOptions({ host, port }: Address): string[] {
  return path.isAbsolute(host)
    ? [`unix_socket_directories=${host}`, "listen_addresses="]
    : [`listen_addresses=${host}`, `port=${port}`];
}

/** In the temporary folder, because sockets do not work on every file system that a data folder may be on. */
function makeSocketFolder(account: Account): string {
  const base = [os.tmpdir(), "/tmp"].find((candidate) => isShortEnough(candidate) && isWritable(candidate, account));
  if (!base) throw new CannotStart("Neither the temporary folder nor /tmp can be written: set TMPDIR to one that can.");
  const folder = fs.mkdtempSync(path.join(base, PREFIX)); // with mode 0700
  giveTo(account, folder);
  return folder;
}

function isShortEnough(base: string): boolean {
  return Buffer.byteLength(path.join(base, `${PREFIX}XXXXXX`, SOCKET)) <= LONGEST_SOCKET_PATH_BYTES;
}

function isWritable(base: string, account: Account): boolean {
  return holdsFor(account, ["-w", base, "-a", "-x", base]);
}

/**
 * Removes a socket's folder with what PostgreSQL leaves there when killed. By name and not recursively: after a crash
 * the path comes out of a file that PostgreSQL's user could have written.
 */
export function removeAddress(host: string) {
  if (!path.basename(host).startsWith(PREFIX)) return;
  try {
    for (const name of [SOCKET, `${SOCKET}.lock`]) fs.rmSync(path.join(host, name), { force: true });
    fs.rmdirSync(host);
  } catch {
    // Already gone, or holding something that is not ours.
  }
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
