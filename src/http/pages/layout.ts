import { createHash } from "node:crypto";
import { oneLine } from "../../domain/messaging/mail/clean.ts";
import type { Locale } from "../../domain/messaging/mail/locale.ts";
import type { AppAssets } from "../web.ts";
import { Html, html } from "./html.ts";
import { styleFor } from "./style.ts";

/** Whose page it is. Without one it is the installation's. */
export type Host = {
  name: string;
  subdomain: string;
  accentColor: string | null;
  language: string;
  address: string | null;
  phone: string | null;
  email: string | null;
};

/** The app that takes the page's place where scripts run; `theme`: as a page that frames it wants it. */
export type Taking = { data: object; shell: Html; assets: AppAssets; theme: string | undefined };
type Sheet = {
  title: string;
  description: string | undefined;
  body: Html;
  locale: Locale;
  host: Host | null;
  taking: Taking | null;
  /** What runs at the end of a plain page. */
  script?: string | undefined;
};
/** What stands in the page itself, each to be named by its hash. */
export type Inline = { styles: string[]; scripts: string[] };

/** The whole document: language, title, landmarks and colours, and no script but the app's or the page's own. */
export function documentOf({ title, description, body, locale, host, taking, script }: Sheet): {
  text: string;
  inline: Inline;
} {
  const style = inTheme(styleFor(host?.accentColor), taking?.theme);
  const name = host?.name ?? "Schedly";
  const inline = {
    styles: [style, taking?.assets.styles ?? []].flat(),
    scripts: [taking?.assets.mark ?? [], script ?? []].flat(),
  };
  const page = html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<meta name="color-scheme" content="light dark">
<title>${title === name ? name : `${title} · ${name}`}</title>
${description && html`<meta name="description" content="${oneLine(description)}">`}
<link rel="icon" href="data:,">
<style>${new Html(style)}</style>${taking && appHead(taking.assets)}
</head>
<body>
${
  taking &&
  html`<div id="app" hidden data-page="${JSON.stringify(taking.data)}">${taking.shell}</div>
`
}${title !== name && html`<header><a href="${host ? `/b/${host.subdomain}` : "/"}">${name}</a></header>`}
<main>
${body}
</main>
${host ? contact(host) : ""}
${
  script &&
  html`<script>${new Html(script)}</script>
`
}</body>
</html>
`;
  return { text: String(page), inline };
}

/** The script that marks the document, so that the plain page is never seen where the app comes, and then fetches it. */
const appHead = ({ mark, styles, font, script, preloads }: AppAssets) => html`
${font && html`<link rel="preload" href="/${font}" as="font" type="font/woff2" crossorigin>`}
<script data-app="${[script, ...preloads].join(" ")}">${new Html(mark)}</script>
<style>${new Html(styles)}</style>`;

/** In the colours that a page around this one asks for, instead of those that the device prefers. */
function inTheme(style: string, theme: string | undefined): string {
  if (theme !== "light" && theme !== "dark") return style;
  return style
    .replace("color-scheme: light dark", `color-scheme: ${theme}`)
    .replace("@media (prefers-color-scheme: dark)", theme === "dark" ? "@media all" : "@media not all");
}

const contact = ({ name, address, phone, email }: Host) => html`<footer><div>
<p>${name}</p>
${address && html`<p>${address}</p>`}
${phone && html`<p><a href="tel:${phone.replace(/[^+\d]/g, "")}">${phone}</a></p>`}
${email && html`<p><a href="mailto:${email}">${email}</a></p>`}
</div></footer>`;

type Policy = { leadsTo?: string | undefined; app?: boolean; framed?: boolean };

/**
 * Nothing may be loaded, and nothing may run or be used as a stylesheet but what is named by its hash. Where an app takes
 * the page's place, our own files may, and pictures, which a business may keep elsewhere; `framed`: any page may show it.
 */
export function securityPolicy(
  { styles, scripts }: Inline,
  { leadsTo, app = false, framed = false }: Policy = {},
): string {
  const form = ["'self'", leadsTo].filter(Boolean).join(" ");
  const loads = app
    ? `script-src 'self' ${hashes(scripts)}; style-src 'self' ${hashes(styles)}; font-src 'self'; connect-src 'self'; img-src 'self' data: https:`
    : `${scripts.length > 0 ? `script-src ${hashes(scripts)}; ` : ""}style-src ${hashes(styles)}; img-src data:`;
  // Not `frame-ancestors *`, which leaves out pages without an address of their own, such as a site builder's sandbox.
  return `default-src 'none'; ${loads}; form-action ${form}; base-uri 'none'${framed ? "" : "; frame-ancestors 'none'"}`;
}

const hashes = (texts: string[]) =>
  texts.map((text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`).join(" ");
