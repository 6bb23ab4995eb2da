import { oneLine } from "./clean.ts";
import { escapeHtml, lines } from "./escape.ts";
import type { Brand } from "./facts.ts";
import type { Letter, Link, Row } from "./letter.ts";
import type { Palette } from "./palette.ts";

/** The pieces of the layout, from the top of a mail to its end. */

export function header(brand: Brand, logo: string | null): string {
  const name = escapeHtml(oneLine(brand.name));
  const sign = logo
    ? `<img src="${escapeHtml(logo)}" alt="${name}" height="40" style="display:block;height:40px;width:auto;max-width:240px;border:0">`
    : name;
  return `<div class="text" style="margin:0 0 24px;font-size:16px;line-height:24px;font-weight:600;color:#1f2430">${sign}</div>`;
}

export function details(rows: Row[]): string {
  if (!rows.length) return "";
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:12px 0 24px;font-variant-numeric:tabular-nums">
${rows.map(detail).join("\n")}
</table>`;
}

function detail({ label, lines: said, struck }: Row): string {
  const cell = "border-top:1px solid #e3e5ea;padding:10px 0;vertical-align:top;text-align:left";
  const value = said.map(lines).join("<br>");
  return `<tr><td class="label" width="128" style="${cell};width:128px;padding-right:12px;font-size:14px;line-height:22px;color:#5b6270">${escapeHtml(label)}</td><td class="value" style="${cell};font-size:15px;line-height:22px;color:#1f2430">${struck ? `<s>${value}</s>` : value}</td></tr>`;
}

/** The colour is on the cell: Outlook ignores padding and background on a link. */
export function button(action: Link | undefined, { accent, onAccent }: Palette): string {
  if (!action) return "";
  return `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 24px"><tr><td class="button" bgcolor="${accent}" style="background:${accent};border-radius:8px">
<a href="${escapeHtml(action.url)}" style="display:inline-block;padding:12px 24px;font-size:16px;line-height:20px;font-weight:600;color:${onAccent};text-decoration:none">${escapeHtml(action.label)}</a>
</td></tr></table>`;
}

export function afterwards({ after, bareLink, action, links }: Letter, { link }: Palette): string {
  const others = links.map((each) => anchor(each, link)).join(" &nbsp;·&nbsp; ");
  return [
    others && `<p class="text" style="margin:0 0 16px;font-size:15px;line-height:24px;color:#1f2430">${others}</p>`,
    ...after.map((text) => quiet(lines(text))),
    action && bareLink && quiet(`${escapeHtml(bareLink)}<br>${anchor({ label: action.url, url: action.url }, link)}`),
  ]
    .filter(Boolean)
    .join("\n");
}

const quiet = (content: string) =>
  `<p class="quiet" style="margin:0 0 12px;font-size:14px;line-height:22px;color:#5b6270;word-break:break-word">${content}</p>`;

export function footer({ brand, why, unsubscribe }: Letter): string {
  const contact = [brand.address, brand.phone, brand.email].flatMap((part) => (part ? [oneLine(part)] : []));
  const about = [`<strong>${escapeHtml(oneLine(brand.name))}</strong>`, ...contact.map(escapeHtml)].join("<br>");
  const stop = unsubscribe
    ? ` <a class="quiet" href="${escapeHtml(unsubscribe.url)}" style="color:#5b6270">${escapeHtml(unsubscribe.label)}</a>`
    : "";
  return `<p style="margin:0 0 12px">${about}</p>
<p style="margin:0">${escapeHtml(why)}${stop}</p>`;
}

const anchor = ({ label, url }: Link, colour: string) =>
  `<a class="link" href="${escapeHtml(url)}" style="color:${colour}">${escapeHtml(label)}</a>`;
