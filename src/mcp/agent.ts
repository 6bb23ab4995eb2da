/** What a client says it is (`clientInfo` of initialize), as the audit log shows it; null where it says nothing. */
export function agentOf(clientInfo: unknown): string | null {
  const { name, version } = (clientInfo ?? {}) as Record<string, unknown>;
  if (typeof name !== "string" || name.trim() === "") return null;
  return printable(typeof version === "string" && version !== "" ? `${name} ${version}` : name);
}

/** Text from outside that is kept and shown: no control characters, no broken Unicode, not long. */
export const printable = (text: string) =>
  text
    .slice(0, 300)
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}]/gu, " ")
    .trim()
    .slice(0, 200);
