import { oneLine, webAddress } from "./clean.ts";
import { escapeHtml, lines } from "./escape.ts";
import { afterwards, button, details, footer, header } from "./html-parts.ts";
import type { Letter } from "./letter.ts";
import { darkCard, lightCard, type Palette, palette } from "./palette.ts";
import { textOfSimpleHtml } from "./simple-html.ts";

/**
 * The one layout. Tables and inline styles, because Outlook on Windows lays out with Word; the style block only
 * adds what clients may ignore without harm: the dark theme and the narrow screen.
 */
export function htmlOf(letter: Letter): string {
  const colours = palette(letter.brand.accentColor);
  return `<!doctype html>
<html lang="${letter.locale}" dir="ltr" xmlns:o="urn:schemas-microsoft-com:office:office">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="x-apple-disable-message-reformatting">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(letter.subject)}</title>
<!--[if mso]><xml><o:OfficeDocumentSettings><o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml><![endif]-->
<style>${stylesheet(colours)}</style>
</head>
<body class="page" style="margin:0;padding:0;background:#f3f4f6;-webkit-text-size-adjust:100%">
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${escapeHtml(preview(letter))}</div>
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#f3f4f6">
<tr><td align="center" style="padding:24px 12px">
<!--[if mso]><table role="presentation" width="560" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:560px;${font}">
<tr><td class="card" style="background:${lightCard};border-top:4px solid ${colours.accent};border-radius:8px;padding:32px;text-align:left">
${[header(letter.brand, webAddress(letter.brand.logoUrl)), words(letter), details(letter.rows), button(letter.action, colours), afterwards(letter, colours)].filter(Boolean).join("\n")}
</td></tr>
<tr><td class="quiet foot" style="padding:20px 32px;font-size:13px;line-height:20px;color:#5b6270;text-align:left">
${footer(letter)}
</td></tr>
</table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr>
</table>
</body>
</html>
`;
}

const font = "font-family:Inter,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

function words(letter: Letter): string {
  const body = letter.ownBody ?? letter.paragraphs.map((text) => `<p>${lines(text)}</p>`).join("\n");
  // A business that writes the whole mail itself greets as it likes.
  const greeting = letter.greeting
    ? `<p class="text" style="margin:0 0 16px;font-size:16px;line-height:24px;color:#1f2430">${escapeHtml(letter.greeting)}</p>\n`
    : "";
  return `${greeting}<h1 class="text" style="margin:0 0 12px;font-size:22px;line-height:28px;font-weight:600;color:#1f2430">${escapeHtml(letter.title)}</h1>
<div class="text" style="font-size:16px;line-height:24px;color:#1f2430">${body.replaceAll("<p>", '<p style="margin:0 0 12px">')}</div>`;
}

/** What the inbox shows beside the subject. */
function preview({ title, ownBody, paragraphs }: Letter): string {
  const said = ownBody === undefined ? paragraphs.join(" ") : textOfSimpleHtml(ownBody);
  return oneLine(`${title}. ${said}`, 140);
}

const stylesheet = ({ link, accentDark, onAccentDark }: Palette) => `
:root{color-scheme:light dark;supported-color-schemes:light dark}
a{color:${link}}
@media (max-width:480px){
.card{padding:24px 20px !important}
.foot{padding:20px !important}
.label,.value{display:block !important;width:auto !important}
.label{padding-bottom:0 !important}
.value{border-top:0 !important;padding-top:0 !important}
.button,.button a{display:block !important;text-align:center}
}
@media (prefers-color-scheme:dark){
.page{background:#101114 !important}
.card{background:${darkCard} !important;border-top-color:${accentDark} !important}
.text,.value{color:#eceef2 !important}
.quiet,.label{color:#a3a9b5 !important}
.label,.value{border-color:#343842 !important}
.button{background:${accentDark} !important}
.button a{color:${onAccentDark} !important}
a,.link{color:${accentDark} !important}
}
`;
