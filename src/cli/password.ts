import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";

/** A password from standard input, or asked for twice on a terminal, where it is not shown. */
export async function readPassword(fromStandardInput: boolean): Promise<string> {
  if (fromStandardInput) return firstLine();
  if (!process.stdin.isTTY) throw new Error("There is no terminal to ask for the password on: use --password-stdin.");
  const password = await ask("Password: ");
  if ((await ask("The same again: ")) !== password) throw new Error("The two passwords differ.");
  return password;
}

async function firstLine(): Promise<string> {
  const lines = createInterface({ input: process.stdin });
  for await (const line of lines) return line;
  throw new Error("Standard input held no password.");
}

async function ask(question: string): Promise<string> {
  process.stderr.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true });
  // Without this Ctrl-C would leave the question unanswered for ever.
  terminal.on("SIGINT", () => process.exit(130));
  const answer = await terminal.question("");
  terminal.close();
  process.stderr.write("\n");
  return answer;
}
