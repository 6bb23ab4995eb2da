/** Text that people typed, made fit for one line of a mail, a header or a calendar entry. */

const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
// They reverse or hide what follows, and so let a name rewrite the line it stands in.
const directionOverrides = /[\u202a-\u202e\u2066-\u2069]/g;

/** On one line, without control characters, at most `longest` characters. */
export function oneLine(text: string, longest = 300): string {
  const line = text.replace(/\s+/gu, " ").replace(controls, "").replace(directionOverrides, "").trim();
  const characters = Array.from(line);
  return characters.length <= longest
    ? line
    : `${characters
        .slice(0, longest - 1)
        .join("")
        .trimEnd()}…`;
}

/** Keeps line breaks, at most two in a row. */
export function paragraphs(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, "\n")
    .replace(controls, "")
    .replace(directionOverrides, "")
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/**
 * The name to greet or to quote, or null where it reads like an address. Sign-up forms and public booking pages
 * write to whatever address they are given; without this anybody could have us greet strangers with
 * "Hello WIN-MONEY.example/now".
 */
export function personName(name: string | null | undefined): string | null {
  const line = oneLine(name ?? "", 80);
  const looksLikeAddress = /:\/\/|\bwww\.|@|[\p{L}\d-]{2,}\.\p{L}{2,}(?=$|[\s/,;:?#)])/iu.test(line);
  return line && !looksLikeAddress ? line : null;
}

/** The address as it is if it is an absolute http(s) one, otherwise null. */
export function webAddress(url: string | null | undefined): string | null {
  if (!url) return null;
  const parsed = URL.parse(url.trim());
  return parsed && /^https?:$/.test(parsed.protocol) ? parsed.href : null;
}
