import { isIP } from "node:net";
import { resolve } from "node:path";
import { z } from "zod";

/** One setting from the environment: how it is read, what it is for, and whether `schedly config` may show it. */
type Setting = { schema: z.ZodType; meaning: string; secret?: boolean };

const flag = (byDefault: boolean) =>
  z
    .enum(["true", "false", "1", "0"])
    .default(byDefault ? "true" : "false")
    .transform((text) => text === "true" || text === "1");
const count = (byDefault: number, least = 0) =>
  z
    .string()
    .regex(/^\d+$/, { error: "must be a whole number" })
    .default(String(byDefault))
    .transform(Number)
    .pipe(z.int().min(least, { error: `must be at least ${least}` }));

/** Where an outside service is reached: its own address, unless a test or a mirror stands in for it. */
const address = (byDefault: string) =>
  z
    .url({ protocol: /^https?$/, error: "must be an http or https address" })
    .default(byDefault)
    .transform((url) => url.replace(/\/+$/, ""));

const isNetwork = (text: string) => {
  const [address = "", bits = "0", ...rest] = text.trim().split("/");
  const named = ["loopback", "linklocal", "uniquelocal"].includes(text.trim());
  return named || (isIP(address) > 0 && /^\d{1,3}$/.test(bits) && rest.length === 0);
};

const settings = {
  PORT: {
    schema: count(3000).pipe(z.int().max(65535, { error: "must be a port, 0 to 65535" })),
    meaning: "Port to listen on; 0 takes any free one",
  },
  HOST: { schema: z.string().default("127.0.0.1"), meaning: "Address to listen on; 0.0.0.0 or :: for every interface" },
  PUBLIC_URL: {
    schema: z
      .url({ protocol: /^https?$/, error: "must be an http or https address" })
      .transform((url) => url.replace(/\/+$/, ""))
      .optional(),
    meaning: "The address people reach this installation at; used in mails and links. Default: http://localhost:PORT",
  },
  DATA_DIR: {
    schema: z
      .string()
      .default("./data")
      .transform((path) => resolve(path)),
    meaning: "Folder of the embedded database, the encryption key and demo.json",
  },
  DATABASE_URL: {
    schema: z
      .string()
      .regex(/^postgres(ql)?:\/\//, { error: "must begin with postgres://" })
      .optional(),
    meaning:
      "Your own PostgreSQL 15 or newer, as a role that is no superuser. Default: an embedded PostgreSQL in DATA_DIR",
    secret: true,
  },
  DATABASE_POOL: { schema: count(10, 2), meaning: "Connections that one process keeps to the database" },
  ENCRYPTION_KEY: {
    schema: z.string().min(16, { error: "must have at least 16 characters" }).optional(),
    meaning: "Encrypts stored secrets. Default: a key made at the first start, in DATA_DIR/encryption.key",
    secret: true,
  },
  SMTP_URL: {
    schema: z
      .string()
      .regex(/^smtps?:\/\//, { error: "must begin with smtp:// or smtps://" })
      .optional(),
    meaning:
      "Mail server, for example smtps://user:password@mail.example.com. Default: mails stay in the outbox (/outbox)",
    secret: true,
  },
  MAIL_FROM: {
    schema: z.string().default("Schedly <no-reply@localhost>"),
    meaning: "Sender of the installation's mails",
  },
  TWILIO_ACCOUNT_SID: {
    schema: z
      .string()
      .regex(/^AC[0-9a-f]{32}$/i, { error: "must be AC and 32 hexadecimal digits" })
      .optional(),
    meaning: "Twilio account for text messages. Default: text messages stay in the outbox (/outbox)",
  },
  TWILIO_AUTH_TOKEN: { schema: z.string().optional(), meaning: "The account's auth token", secret: true },
  TWILIO_FROM: {
    schema: z.string().optional(),
    meaning: "Number of the account (+14155550100) or messaging service (MG…) that text messages come from",
  },
  TWILIO_API_URL: { schema: address("https://api.twilio.com"), meaning: "Twilio's API" },
  GOOGLE_CLIENT_ID: {
    schema: z.string().optional(),
    meaning: "OAuth client for Google Calendar and Meet. Default: a sandbox stands in for Google",
  },
  GOOGLE_CLIENT_SECRET: { schema: z.string().optional(), meaning: "Secret of the client at Google", secret: true },
  GOOGLE_AUTH_URL: {
    schema: address("https://accounts.google.com/o/oauth2/v2/auth"),
    meaning: "Where people agree that Schedly reads and writes their Google calendars",
  },
  GOOGLE_TOKEN_URL: { schema: address("https://oauth2.googleapis.com/token"), meaning: "Google's token endpoint" },
  GOOGLE_API_URL: {
    schema: address("https://www.googleapis.com/calendar/v3"),
    meaning: "Google's Calendar API",
  },
  MICROSOFT_CLIENT_ID: {
    schema: z.string().optional(),
    meaning: "Application for Microsoft 365 and Outlook.com calendars. Default: a sandbox stands in for Microsoft",
  },
  MICROSOFT_CLIENT_SECRET: {
    schema: z.string().optional(),
    meaning: "Secret of the application at Microsoft",
    secret: true,
  },
  MICROSOFT_TENANT: {
    schema: z.string().default("common"),
    meaning:
      "Whose accounts may be connected: one organisation's id or domain, organizations, consumers, or common for all",
  },
  MICROSOFT_LOGIN_URL: { schema: address("https://login.microsoftonline.com"), meaning: "Microsoft's sign-in" },
  MICROSOFT_GRAPH_URL: { schema: address("https://graph.microsoft.com/v1.0"), meaning: "Microsoft Graph" },
  ZOOM_CLIENT_ID: {
    schema: z.string().optional(),
    meaning: "OAuth app for Zoom meetings. Default: a sandbox stands in for Zoom",
  },
  ZOOM_CLIENT_SECRET: { schema: z.string().optional(), meaning: "Secret of the app at Zoom", secret: true },
  ZOOM_LOGIN_URL: { schema: address("https://zoom.us"), meaning: "Zoom's sign-in" },
  ZOOM_API_URL: { schema: address("https://api.zoom.us/v2"), meaning: "Zoom's API" },
  JITSI_URL: {
    schema: z
      .url({ protocol: /^https?$/, error: "must be an http or https address" })
      .default("https://meet.jit.si")
      .transform((url) => url.replace(/\/+$/, "")),
    meaning: "Jitsi server on which meetings get their rooms. It needs no account",
  },
  WEBHOOK_ALLOW_PRIVATE: {
    schema: flag(false),
    meaning: "Lets webhooks, calendar feeds and CalDAV accounts reach this machine and its own network",
  },
  DEFAULT_PLAN: {
    schema: z.enum(["free", "pro", "enterprise"]).default("enterprise"),
    meaning: "Plan of a new business. Somebody's own server has no paywall",
  },
  SIGN_UP: {
    schema: z.enum(["open", "invited"]).default("open"),
    meaning: "Who may make an account: anybody, or invited people alone",
  },
  OAUTH_TRUST_CLIENTS: {
    schema: flag(false),
    meaning:
      "Lets the OAuth clients of every business act for the users of all others, without the operator's approval",
  },
  RATE_LIMIT: {
    schema: z.enum(["auto", "memory", "database", "off"]).default("auto"),
    meaning:
      "Where requests are counted. auto: in memory with the embedded database, else in the database. off is for benchmarks",
  },
  PUBLIC_RATE_LIMIT: {
    schema: count(120, 1),
    meaning: "Requests per minute and client address on endpoints that need no key",
  },
  TRUSTED_PROXIES: {
    schema: z
      .string()
      .refine((text) => /^\d{1,2}$/.test(text) || text.split(",").every(isNetwork), {
        error: "must be a number of hops, or a list of addresses and networks such as 10.0.0.0/8",
      })
      .optional(),
    meaning:
      "Addresses or networks (comma-separated) of proxies whose X-Forwarded-For is believed, or a number of hops",
  },
  ALLOWED_ORIGINS: {
    schema: z.string().optional(),
    meaning: "Other web origins (comma-separated) that may call the API from a browser; * for any",
  },
  METRICS_TOKEN: {
    schema: z.string().min(8, { error: "must have at least 8 characters" }).optional(),
    meaning: "Bearer token for /metrics. Default: /metrics answers this machine alone",
    secret: true,
  },
  LOG_LEVEL: {
    schema: z.enum(["trace", "debug", "info", "warn", "error", "silent"]).default("info"),
    meaning: "How much is logged",
  },
  CLOCK: {
    schema: z.enum(["system", "virtual"]).default("system"),
    meaning: "virtual lets the installation's time be set and moved (sandboxes only)",
  },
  WORKERS: { schema: flag(true), meaning: "Whether this process also runs background jobs" },
} satisfies Record<string, Setting>;

type Read = { [Name in keyof typeof settings]: z.output<(typeof settings)[Name]["schema"]> };
export type Config = Readonly<Read>;

/** Every setting, or one error that names each one that is wrong. */
export function readConfig(environment: Record<string, string | undefined> = process.env): Config {
  const problems: string[] = [];
  const entries = Object.entries(settings).map(([name, { schema }]) => {
    // An empty variable means "not set", as in most shells' scripts.
    const result = schema.safeParse(environment[name] || undefined);
    if (!result.success) problems.push(`${name} ${result.error.issues[0]!.message}`);
    return [name, result.data];
  });
  for (const service of ["GOOGLE", "MICROSOFT", "ZOOM"])
    if (!environment[`${service}_CLIENT_ID`] !== !environment[`${service}_CLIENT_SECRET`])
      problems.push(`${service}_CLIENT_ID and ${service}_CLIENT_SECRET belong together`);
  const twilio = ["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_FROM"].filter((name) => !environment[name]);
  if (twilio.length === 1 || twilio.length === 2) problems.push(`${twilio.join(" and ")} must be set too`);
  if (problems.length > 0) throw new Error(`Settings: ${problems.join("; ")}. Run "schedly config" for all of them.`);
  return Object.fromEntries(entries) as Config;
}

/** What `schedly config` prints: each setting with its value (secrets masked), default, meaning and what is wrong with it. */
export function describeConfig(environment: Record<string, string | undefined> = process.env) {
  return Object.entries(settings as Record<string, Setting>).map(([name, { schema, meaning, secret }]) => {
    const set = environment[name] || undefined;
    const byDefault = schema.safeParse(undefined).data;
    return {
      name,
      value: set === undefined ? null : secret ? "••••••••" : set,
      // Of DATA_DIR the way it is written, not where that leads on this machine.
      default: byDefault === undefined ? null : String(byDefault).replace(process.cwd(), "."),
      meaning,
      problem: schema.safeParse(set).error?.issues[0]?.message ?? null,
    };
  });
}

/** The table of docs/configuration.md, which a test keeps current. */
export function markdownTable(): string {
  const rows = describeConfig({}).map(({ name, default: byDefault, meaning }) => {
    const [means, inWords = ""] = meaning.split(/\.? Default: /);
    return `| \`${name}\` | ${byDefault === null ? inWords : `\`${byDefault}\``} | ${means} |`;
  });
  return ["| Setting | Default | Meaning |", "|---|---|---|", ...rows].join("\n");
}

export const publicUrlOf = (config: Config, port = config.PORT) => config.PUBLIC_URL ?? `http://localhost:${port}`;
