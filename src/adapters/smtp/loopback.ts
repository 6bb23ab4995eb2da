import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

/** For tests: a real SMTP server on this machine that keeps what it is given. */
export async function loopback(options: SMTPServerOptions = {}) {
  const received: { from: string; to: string[]; raw: string; secure: boolean; user: unknown }[] = [];
  const server = new SMTPServer({
    authOptional: true,
    logger: false,
    closeTimeout: 100,
    onAuth: ({ username, password }, _, done) =>
      password === "s3cret/:@" ? done(null, { user: username }) : done(answer(535, "Authentication failed")),
    onRcptTo: ({ address }, _, done) => {
      const code = Number(/^answer(\d+)@/.exec(address)?.[1]);
      done(code ? answer(code, "as you asked") : null);
    },
    onData: async (stream, session, done) => {
      const raw = await text(stream);
      const { mailFrom, rcptTo } = session.envelope;
      const to = rcptTo.map(({ address }) => address);
      received.push({ from: mailFrom ? mailFrom.address : "", to, raw, secure: session.secure, user: session.user });
      done(raw.includes("Subject: reject me") ? answer(554, "Looks like spam") : null);
    },
    ...options,
  });
  server.on("error", () => {}); // a client that refuses our certificate is an error to this server, not to the test
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.server.address() as AddressInfo;
  return {
    received,
    port,
    url: (login = "", query = "?tls.rejectUnauthorized=false") => `smtp://${login}127.0.0.1:${port}/${query}`,
    close: () => new Promise<void>((closed) => server.close(() => closed())),
  };
}

const answer = (responseCode: number, message: string) => Object.assign(new Error(message), { responseCode });

export type Part = { type: string; headers: Map<string, string>; body: string; parts: Part[] };

/** For tests: reads a MIME message as a mail program does, transfer encodings and multiparts undone. */
export function parseMail(raw: string): Part {
  const [head = "", ...rest] = raw.split("\r\n\r\n");
  const body = rest.join("\r\n\r\n");
  const lines = head.replace(/\r\n[ \t]+/g, " ").split("\r\n");
  const headers = new Map(lines.map((line) => [line.split(":")[0]!.toLowerCase(), line.replace(/^[^:]*:\s*/, "")]));
  const type = headers.get("content-type") ?? "text/plain";
  const boundary = /boundary="?([^";]+)"?/.exec(type)?.[1];
  const pieces = boundary ? `\r\n${body}`.split(`\r\n--${boundary}`).slice(1, -1) : [];
  return { type, headers, body: decode(body, headers), parts: pieces.map((piece) => parseMail(piece.slice(2))) };
}

function decode(body: string, headers: Map<string, string>): string {
  const encoding = headers.get("content-transfer-encoding")?.toLowerCase();
  if (encoding === "base64") return Buffer.from(body, "base64").toString();
  if (encoding !== "quoted-printable") return body;
  const bytes = body
    .replace(/=\r\n/g, "")
    .replace(/=([\dA-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString();
}

/** For tests: a header with its encoded words (RFC 2047) read. */
export function readHeader(value = ""): string {
  return value
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(/=\?utf-8\?([qb])\?([^?]*)\?=/gi, (_, kind: string, words: string) => {
      if (kind.toLowerCase() === "b") return Buffer.from(words, "base64").toString();
      const bytes = words
        .replaceAll("_", " ")
        .replace(/=([\dA-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
      return Buffer.from(bytes, "latin1").toString();
    });
}
