import type { RenderedMail } from "./facts.ts";
import { htmlOf } from "./html.ts";
import type { Letter } from "./letter.ts";
import { textOf } from "./plain.ts";

/** Both shapes of a letter: the layout, and the plain text that every mail carries beside it. */
export function render(letter: Letter): RenderedMail {
  return { subject: letter.subject, html: htmlOf(letter), text: textOf(letter) };
}
