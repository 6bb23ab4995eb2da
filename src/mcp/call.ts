import { type App, isRead, perform } from "../app.ts";
import { DomainError } from "../platform/errors.ts";
import type { Caller } from "../platform/operation.ts";
import { isPage, type Page } from "../platform/page.ts";
import { type Arguments, type Input, readArguments } from "./arguments.ts";
import { tellRefusal, tooLarge } from "./refusals.ts";
import { soleList } from "./schemas.ts";
import type { Tool } from "./tools.ts";

/** Who calls, from where, and what program they say they are. */
export type Asking = {
  caller: Caller;
  address: string;
  userAgent: string | null;
  requestId: string;
  agent: string | null;
};
/** The result as JSON text, and how it went: "ok", "dry run", "replayed" or an error's code. */
export type Called = { result: string; went: string };

/** More than this is of no use to an agent: it would fill what it can keep in mind. In characters of JSON. */
const largest = 60_000;

/** Carries out a tool. Whatever goes wrong becomes a result that the agent can act on. */
export async function callTool(app: App, tool: Tool, given: Arguments, asking: Asking, tell: Tell): Promise<Called> {
  try {
    const input = readArguments(tool.operation, given);
    const { text, went } = await carriedOut(app, tool, input, asking);
    return { result: `{"content":[${textOf(text)}],"structuredContent":${text}}`, went };
  } catch (error) {
    const refusal = tell.asRefusal(error);
    if (refusal.type.status >= 500) tell.failed(error);
    const result = `{"content":[${textOf(JSON.stringify(tellRefusal(refusal)))}],"isError":true}`;
    return { result, went: refusal.type.code };
  }
}
export type Tell = { asRefusal(error: unknown): DomainError; failed(error: unknown): void };

const textOf = (text: string) => `{"type":"text","text":${JSON.stringify(text)}}`;

/** Performs the operation. A list that is too long is asked again for as many as fit, so that its cursor stays right. */
async function carriedOut(app: App, { name, operation }: Tool, input: Input, asking: Asking) {
  const paged = isPage(operation.output);
  for (;;) {
    const { answer, wouldSend, replayed } = await perform(app, operation, {
      ...asking,
      query: input.query,
      ...(operation.body ? { body: input.body } : {}),
      source: "mcp",
      dryRun: input.dryRun,
      idempotencyKey: input.idempotencyKey,
    });
    const told = paged ? toldPage(answer as Page<unknown>) : toldRecord(answer, soleList(operation));
    const text = JSON.stringify(wouldSend ? { dryRun: true, wouldSend, ...told } : told);
    if (text.length <= largest || !isRead(operation)) {
      // A change cannot be asked for again: it tells less.
      const short = text.length <= largest ? text : shortened(JSON.parse(text));
      return { text: short, went: wouldSend ? "dry run" : replayed ? "replayed" : "ok" };
    }
    const held = paged ? (answer as Page<unknown>).items.length : 1;
    if (held <= 1) throw tooLong(name, text.length);
    input.query.limit = String(Math.max(1, Math.floor(((held * largest) / text.length) * 0.9)));
  }
}

const toldPage = ({ items, total, nextCursor }: Page<unknown>) => ({ count: items.length, total, items, nextCursor });
function toldRecord(answer: unknown, list: string | null): object {
  if (Array.isArray(answer)) return { count: answer.length, items: answer };
  return list
    ? { count: (answer as Record<string, unknown[]>)[list]!.length, ...(answer as object) }
    : (answer as object);
}

/** Cuts the longest list of an answer until it is short enough, and says so. */
function shortened(told: Record<string, unknown>): string {
  for (;;) {
    const text = JSON.stringify(told);
    const [longest] = Object.entries(told)
      .filter((field): field is [string, unknown[]] => Array.isArray(field[1]) && field[1].length > 0)
      .toSorted(([, one], [, other]) => JSON.stringify(other).length - JSON.stringify(one).length);
    if (text.length <= largest || !longest) return text;
    told[longest[0]] = longest[1].slice(0, Math.floor(longest[1].length / 2));
    told.truncated = true;
  }
}

const tooLong = (name: string, characters: number) =>
  new DomainError(
    { code: tooLarge, status: 413, message: "" },
    `${name} would answer ${Math.round(characters / 1000)} kB, more than the ${largest / 1000} kB that an answer may have.`,
  );
