import { oneLine } from "./clean.ts";

/**
 * A name and an address as one mailbox for a header: `"Weber, Maria" <maria@example.org>`. The name is quoted
 * whole, so that a comma, a bracket or a second address in it stays part of the name.
 */
export function mailbox(name: string | null | undefined, email: string): string {
  const words = oneLine(name ?? "", 120).replace(/(["\\])/g, "\\$1");
  return words ? `"${words}" <${email.trim()}>` : email.trim();
}
