import { lookup as lookUp } from "node:dns";
import { type ClientRequest, Agent as HttpAgent, request as httpRequest, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { BlockList, isIP, type LookupFunction } from "node:net";

/**
 * A request to an address that somebody typed: a webhook's, a calendar's. It never follows redirects, reads no more than it
 * may, and reaches this machine and its own network only where the installation allows it (SSRF). Names are judged by
 * where they lead at the moment of connecting, so that one which changes its mind leads nowhere else.
 */
export type OutgoingOptions = {
  method: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** For the whole: name, connection, answer. */
  timeoutMs: number;
  /**
   * What is longer is cut off ("cut") or refused ("refuse"). Where it is cut off, the status is the answer: a body that comes
   * too late or breaks off is cut off too.
   */
  maxBytes: number;
  tooLong?: "cut" | "refuse";
  /** Whether private and loopback addresses may be asked. */
  allowPrivate: boolean;
};
export type OutgoingAnswer = { status: number; headers: Headers; body: Buffer };

/** "address": it must not be asked. The others: what came of asking. The message is a sentence for whoever typed the address. */
export class OutgoingRefused extends Error {
  override readonly name = "OutgoingRefused";
  readonly kind: "address" | "timeout" | "network" | "too-large";

  constructor(kind: OutgoingRefused["kind"], message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

/**
 * Connections are kept for the next request to the same address: each was judged when it was made and leads where it led.
 * Those that could lead anywhere are kept apart from those that could not.
 */
const kept = { keepAlive: true, keepAliveMsecs: 5000, maxFreeSockets: 64, timeout: 60_000 };
const agents = {
  anywhere: { http: new HttpAgent(kept), https: new HttpsAgent(kept) },
  outside: { http: new HttpAgent(kept), https: new HttpsAgent(kept) },
};

/** http and https alone. Throws OutgoingRefused, and nothing else. */
export async function outgoing(text: string, options: OutgoingOptions): Promise<OutgoingAnswer> {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || (url.protocol !== "http:" && url.protocol !== "https:"))
    throw new OutgoingRefused("address", "Only http and https addresses can be asked");
  if (!options.allowPrivate && namesPrivate(url)) throw ownNetwork(url.hostname);
  if (!hasReadableLogin(url))
    throw new OutgoingRefused("address", `The user name or password in the address of ${url.host} cannot be read`);
  const signal = AbortSignal.timeout(options.timeoutMs);
  return ask(url, options, signal).catch((error) => {
    // The other side may have closed a kept connection just as we wrote to it. Where it has read the request all the same,
    // it gets it twice, as after any answer that is lost.
    if (isStale(error)) return ask(url, options, signal);
    throw error;
  });
}

/** Whether an address says by itself that it leads to a private network: one may be told at once, before anything is sent. */
export function namesPrivate({ hostname }: URL): boolean {
  const literal = hostname.replace(/^\[|\]$/g, "");
  return (isIP(literal) > 0 && isPrivate(literal)) || /(^|\.)localhost\.?$/i.test(hostname);
}

/** Whether user name and password in an address are text: `%ff` alone is none. */
export function hasReadableLogin({ username, password }: URL): boolean {
  try {
    decodeURIComponent(username + password);
    return true;
  } catch {
    return false;
  }
}

function ask(url: URL, options: OutgoingOptions, signal: AbortSignal): Promise<OutgoingAnswer> {
  const { method, headers = {}, body, allowPrivate } = options;
  const secure = url.protocol === "https:";
  return new Promise((resolve, reject) => {
    const bytes = body === undefined ? null : Buffer.from(body as string);
    const { username, password } = url;
    const request: ClientRequest = (secure ? httpsRequest : httpRequest)(url, {
      method,
      headers: { "user-agent": "Schedly", ...headers, ...(bytes ? { "content-length": String(bytes.length) } : {}) },
      ...(username ? { auth: `${decodeURIComponent(username)}:${decodeURIComponent(password)}` } : {}),
      agent: agents[allowPrivate ? "anywhere" : "outside"][secure ? "https" : "http"],
      lookup: allowPrivate ? undefined : publicLookup,
      signal,
    });
    const fail = (error: unknown) => reject(failureOf(error, url, request.reusedSocket));
    let answered = false;
    request.on("error", (error) => {
      // What breaks once the status is here is the body, and of that one the reader decides.
      if (!answered || options.tooLong !== "cut") fail(error);
    });
    request.on("response", (response) => {
      answered = true;
      readAll(response, options).then(resolve, (error) => {
        fail(error);
        request.destroy();
      });
    });
    request.end(bytes);
  });
}

async function readAll(response: IncomingMessage, { maxBytes, tooLong = "refuse" }: OutgoingOptions) {
  const parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const part of response as AsyncIterable<Buffer>) {
      length += part.length;
      if (length > maxBytes && tooLong === "refuse")
        throw new OutgoingRefused("too-large", `The answer is longer than ${maxBytes} bytes`);
      parts.push(length > maxBytes ? part.subarray(0, part.length - (length - maxBytes)) : part);
      if (length > maxBytes) break;
    }
  } catch (error) {
    if (tooLong === "refuse") throw error;
  }
  const headers = new Headers();
  for (const [name, value] of Object.entries(response.headers))
    for (const one of [value ?? []].flat()) headers.append(name, one);
  return { status: response.statusCode ?? 0, headers, body: Buffer.concat(parts) };
}

const stale = new WeakSet<object>();
const isStale = (error: unknown) => typeof error === "object" && error !== null && stale.has(error);

function failureOf(error: unknown, url: URL, reused: boolean): OutgoingRefused {
  if (error instanceof OutgoingRefused) return error;
  const { name, code = "no answer" } = error as NodeJS.ErrnoException;
  if (name === "TimeoutError" || name === "AbortError")
    return new OutgoingRefused("timeout", `${url.host} did not answer in time`, { cause: error });
  const failure = new OutgoingRefused("network", `${url.host} cannot be reached (${code})`, { cause: error });
  if (reused && (code === "ECONNRESET" || code === "EPIPE")) stale.add(failure);
  return failure;
}

const ownNetwork = (name: string) =>
  new OutgoingRefused("address", `${name} is an address of the installation's own network, which it does not ask`);

/** A name that leads to one private address is refused, whatever else it leads to. */
const publicLookup: LookupFunction = (hostname, options, callback) =>
  lookUp(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, "", 0);
    if (addresses.some(({ address }) => isPrivate(address))) return callback(ownNetwork(hostname), "", 0);
    if (options.all) return callback(null, addresses);
    return callback(null, addresses[0]!.address, addresses[0]!.family);
  });

const privateNetworks = new BlockList();
for (const [network, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["168.63.129.16", 32], // what Azure tells its machines about themselves
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const)
  privateNetworks.addSubnet(network, bits, "ipv4");

const globalSix = new BlockList();
globalSix.addSubnet("2000::", 3, "ipv6");
const specialSix = new BlockList();
// Tunnels and translations lead to IPv4 addresses that nobody has judged; the rest is documentation.
for (const [network, bits] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const)
  specialSix.addSubnet(network, bits, "ipv6");

/** Whether an IP address is no address of the public internet. */
export function isPrivate(address: string): boolean {
  if (isIP(address) === 4) return privateNetworks.check(address, "ipv4");
  if (isIP(address) !== 6) return true;
  const bare = address.replace(/%.*$/, "");
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1];
  if (mapped) return privateNetworks.check(mapped, "ipv4");
  return !globalSix.check(bare, "ipv6") || specialSix.check(bare, "ipv6");
}
