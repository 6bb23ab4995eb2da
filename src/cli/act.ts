import { type App, operations, perform } from "../app.ts";
import { systemCaller } from "../domain/identity/callers.ts";
import type { Caller } from "../platform/operation.ts";

export type Acting = { businessId: number; as?: Partial<Caller>; query?: object; body?: object };

/** Does what the API would do, as whoever runs this machine; `as` names the person it is done for. */
export async function act(app: App, name: string, { businessId, as, query, body }: Acting): Promise<any> {
  const operation = operations.find((some) => some.name === name)!;
  const caller = { ...systemCaller(businessId), name: "Command line", ...as };
  const call = { caller, query, body, address: "command line", requestId: "command-line", source: "cli" };
  return (await perform(app, operation, call)).answer;
}
