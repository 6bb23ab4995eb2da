import { escapeHtml } from "./escape.ts";

/**
 * The HTML that a business may use in its own wording: paragraphs, emphasis, lists and links. Every other tag is
 * dropped and its content kept; every attribute but a link's address is dropped. What is left is rebuilt from
 * names in the table below, never copied, so nothing else can come through.
 */
const allowed = new Set("p br strong em b i u s ul ol li h2 h3 blockquote hr a".split(" "));
const single = new Set(["br", "hr"]);
/** Their content is code, not words. */
const withContent = /<(script|style|title|head|template)\b[\s\S]*?(<\/\1\s*>|$)/gi;

export function simpleHtml(html: string): string {
  const open: string[] = [];
  const kept = withParagraphs(html.replace(/<!--[\s\S]*?(-->|$)/g, "").replace(withContent, ""))
    .split(/(<\/?[a-z][^<>]*>)/i)
    .map((piece, index) => (index % 2 ? tag(piece, open) : piece.replaceAll("<", "&lt;").replaceAll(">", "&gt;")))
    .join("");
  return (
    kept +
    open
      .reverse()
      .map((name) => `</${name}>`)
      .join("")
  );
}

/** Text written without any paragraph gets them from its blank lines. */
function withParagraphs(html: string): string {
  if (/<(p|ul|ol|h[23]|blockquote)\b/i.test(html)) return html;
  const blocks = html
    .replace(/\r\n?/g, "\n")
    .split(/\n\s*\n/)
    .map((block) => block.trim())
    .filter(Boolean);
  return blocks.map((block) => `<p>${block.replaceAll("\n", "<br>")}</p>`).join("\n");
}

function tag(source: string, open: string[]): string {
  const [, slash, written, attributes] = /^<(\/?)([a-z][a-z\d]*)([\s\S]*)>$/i.exec(source) ?? [];
  const name = written?.toLowerCase();
  if (!name || !allowed.has(name)) return "";
  if (single.has(name)) return slash ? "" : `<${name}>`;
  if (slash) return close(name, open);
  const address = name === "a" ? safeAddress(attributes ?? "") : null;
  if (name === "a" && !address) return "";
  open.push(name);
  return address ? `<a href="${address}">` : `<${name}>`;
}

/** Closes what was opened since, so that tags always nest; a closing tag without an opening one is dropped. */
function close(name: string, open: string[]): string {
  const position = open.lastIndexOf(name);
  if (position < 0) return "";
  return open
    .splice(position)
    .reverse()
    .map((each) => `</${each}>`)
    .join("");
}

function safeAddress(attributes: string): string | null {
  const [, double, quoted, bare] = /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i.exec(attributes) ?? [];
  const parsed = URL.parse(decodeEntities(double ?? quoted ?? bare ?? "").trim());
  return parsed && /^(https?|mailto|tel):$/.test(parsed.protocol) ? escapeHtml(parsed.href) : null;
}

/** What `simpleHtml` let through, as plain text with its links written out. */
export function textOfSimpleHtml(html: string): string {
  const text = html
    .replace(/\s+/g, (space) => (space.includes("\n") ? " " : space))
    .replace(/<a href="([^"]*)">(.*?)<\/a>/g, (_, url: string, label: string) =>
      label === url ? url : `${label} (${url})`,
    )
    .replace(/<li>/g, "\n- ")
    .replace(/<(br)>/g, "\n")
    .replace(/<hr>/g, "\n\n---\n\n")
    .replace(/<\/(p|ul|ol|h[23]|blockquote)>/g, "\n\n")
    .replace(/<[^>]*>/g, "");
  const written = decodeEntities(text)
    .split("\n")
    .map((line) => line.trim());
  return written
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

const named: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };

function decodeEntities(text: string): string {
  return text.replace(/&(#x[\da-f]{1,6}|#\d{1,7}|[a-z]+);/gi, (entity, code: string) => {
    if (!code.startsWith("#")) return named[code.toLowerCase()] ?? entity;
    const point = /^#x/i.test(code) ? Number.parseInt(code.slice(2), 16) : Number(code.slice(1));
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : entity;
  });
}
