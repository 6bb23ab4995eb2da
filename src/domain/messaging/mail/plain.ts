import { oneLine, webAddress } from "./clean.ts";
import { fill } from "./fill.ts";
import type { Letter, Link, Row } from "./letter.ts";
import { textOfSimpleHtml } from "./simple-html.ts";
import { texts } from "./texts/index.ts";

/** The same letter for readers of plain text: complete, with every link written out. */
export function textOf(letter: Letter): string {
  const body = letter.ownBody === undefined ? letter.paragraphs : [textOfSimpleHtml(letter.ownBody)];
  const { row } = texts[letter.locale].words;
  return `${[
    letter.greeting,
    letter.title,
    ...body,
    letter.rows.map((each) => rowInText(each, row)).join("\n"),
    letter.action && linkInText(letter.action, row),
    ...letter.links.map((link) => linkInText(link, row)),
    ...letter.after,
    `-- \n${signature(letter)}`,
    letter.why,
    letter.unsubscribe && linkInText(letter.unsubscribe, row),
  ]
    .filter(Boolean)
    .join("\n\n")}\n`;
}

function rowInText({ label, lines }: Row, row: string): string {
  const [first, ...others] = lines.flatMap((line) => line.split("\n"));
  return [fill(row, { label, value: first }) ?? label, ...others.map((line) => `  ${line}`)].join("\n");
}

const linkInText = ({ label, url }: Link, row: string) =>
  fill(row, { label, value: `\n${url}` })!.replace(/\s+\n/, "\n");

/** "-- " on a line of its own is how mail programs know a signature. */
function signature({ brand }: Letter): string {
  const parts = [brand.name, brand.address, brand.phone, brand.email, webAddress(brand.url)];
  return parts.flatMap((part) => (part ? [oneLine(part)] : [])).join("\n");
}
