import { codes, RpcError } from "./json-rpc.ts";

/** The protocol revisions that we speak, the newest first. What we answer is valid in all of them. */
export const revisions = ["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"] as const;

/** Asks for none: the reference's plain POST. Asks for one that we do not know: it gets our newest, and decides. */
export function negotiate(asked: unknown): string {
  if (asked === undefined) return "2024-11-05";
  if (typeof asked !== "string") throw new RpcError(codes.invalidParams, "protocolVersion must be text");
  return (revisions as readonly string[]).includes(asked) ? asked : revisions[0];
}

/** From 2025-03-26 on a session is named by a header; before, by the address of its stream. */
export const namesSessions = (revision: string) => revision !== "2024-11-05";
export const isRevision = (text: string) => (revisions as readonly string[]).includes(text);
