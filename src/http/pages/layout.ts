import { createHash } from "node:crypto";
import type { Locale } from "../../domain/messaging/mail/locale.ts";
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

type Sheet = { title: string; body: Html; locale: Locale; host: Host | null };

/** The whole document: language, title, landmarks and colours, and no script. */
export function documentOf({ title, body, locale, host }: Sheet): { text: string; style: string } {
  const style = styleFor(host?.accentColor);
  const name = host?.name ?? "Schedly";
  const page = html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<meta name="color-scheme" content="light dark">
<title>${title === name ? name : `${title} · ${name}`}</title>
<link rel="icon" href="data:,">
<style>${new Html(style)}</style>
</head>
<body>
${title !== name && html`<header><a href="${host ? `/b/${host.subdomain}` : "/"}">${name}</a></header>`}
<main>
${body}
</main>
${host ? contact(host) : ""}
</body>
</html>
`;
  return { text: String(page), style };
}

const contact = ({ name, address, phone, email }: Host) => html`<footer><div>
<p>${name}</p>
${address && html`<p>${address}</p>`}
${phone && html`<p><a href="tel:${phone.replace(/[^+\d]/g, "")}">${phone}</a></p>`}
${email && html`<p><a href="mailto:${email}">${email}</a></p>`}
</div></footer>`;

/** Nothing may run, nothing may be loaded, and the one stylesheet that may be used is named by its hash. */
export function securityPolicy(style: string): string {
  const hash = createHash("sha256").update(style).digest("base64");
  return `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;
}
