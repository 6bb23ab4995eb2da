import { escapeHtml } from "../domain/messaging/mail/escape.ts";
import type { OutboxMessage } from "../domain/messaging/messages/outbox.ts";

// The pages at /outbox: no script, no request to anywhere, readable in light and dark.

/** `older`: the id after which the next page begins, or null on the last one. */
type List = { messages: OutboxMessage[]; older: number | null; first: boolean };

export const outboxList = ({ messages, older, first }: List) =>
  layout(
    "Outbox",
    `<h1>Outbox</h1>
<p>No mail server is set up, so the mails of this installation stay here. To send them, set <code>SMTP_URL</code>.</p>
${messages.length > 0 ? table(messages) : `<p><strong>${first ? "No messages yet." : "No older messages."}</strong> Sign up or book an appointment, and its mail appears here.</p>`}
<p class="pages">${first ? '<a href="/outbox">Refresh</a>' : '<a href="/outbox">Newest</a>'}${older === null ? "" : ` <a href="/outbox?before=${older}">Older</a>`}</p>`,
  );

const table = (messages: OutboxMessage[]) => `<table>
<caption>Messages, newest first</caption>
<thead><tr><th scope="col">Subject</th><th scope="col">To</th><th scope="col">From</th><th scope="col">When</th><th scope="col">Status</th></tr></thead>
<tbody>
${messages.map(row).join("\n")}
</tbody>
</table>`;

const row = (message: OutboxMessage) =>
  `<tr><th scope="row"><a href="${addressOf(message)}" dir="auto">${escapeHtml(subjectOf(message))}</a></th><td dir="auto">${escapeHtml(message.recipient)}</td><td dir="auto">${escapeHtml(senderOf(message))}</td><td>${time(message.createdAt)}</td><td>${escapeHtml(statusOf(message))}</td></tr>`;

export const outboxMail = (message: OutboxMessage) =>
  layout(
    subjectOf(message),
    `<p><a href="/outbox">Outbox</a></p>
<h1 dir="auto">${escapeHtml(subjectOf(message))}</h1>
<dl>
<dt>To</dt><dd dir="auto">${escapeHtml(message.recipient)}</dd>
<dt>From</dt><dd dir="auto">${escapeHtml(senderOf(message))}</dd>
<dt>When</dt><dd>${time(message.createdAt)}</dd>
<dt>Status</dt><dd>${escapeHtml(statusOf(message))}</dd>
</dl>
${message.html ? asRead(message.html) : ""}
<h2>As text</h2>
<pre dir="auto" tabindex="0">${escapeHtml(message.text)}</pre>
${message.calendarContent ? `<h2>Calendar file</h2>\n<p><a href="${addressOf(message)}/invite.ics" download="invite.ics">Download invite.ics</a></p>` : ""}`,
  );

/** The mail in a frame that runs no script and has no origin. Its links open in a new tab, with the rights of any page. */
const asRead = (html: string) => `<h2>As its reader sees it</h2>
<iframe title="The mail as its reader sees it" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${escapeHtml(linksInNewTab(html))}"></iframe>`;
const linksInNewTab = (html: string) => {
  const base = '<base target="_blank">';
  return /<head[^>]*>/i.test(html) ? html.replace(/<head[^>]*>/i, (head) => head + base) : base + html;
};

export const outboxRefusal = () =>
  layout(
    "Outbox",
    `<h1>Outbox</h1>
<p>The outbox holds links that open accounts. Open it on the machine that this installation runs on, or sign in as an owner or admin to see what your business sent.</p>`,
  );

const addressOf = ({ businessId, id }: OutboxMessage) => `/outbox/${businessId}/${id}`;
const subjectOf = ({ subject, channel, text }: OutboxMessage) =>
  subject || (channel === "sms" ? `SMS: ${text.slice(0, 60)}` : "(no subject)");
const senderOf = ({ sender }: OutboxMessage) => sender ?? "This installation";
const time = (instant: string) =>
  `<time datetime="${instant}">${instant.slice(0, 10)} ${instant.slice(11, 19)} UTC</time>`;

function statusOf({ status, mode, error }: OutboxMessage): string {
  if (status === "sent") return mode === "live" ? "Sent" : "Kept here";
  if (status === "failed") return `Failed: ${error ?? "for a reason that nobody wrote down"}`;
  return status === "skipped" ? "Not sent" : "Waiting";
}

const layout = (title: string, body: string) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · Schedly</title>
<style>${style}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;

const style = `
:root { color-scheme: light dark; --line: light-dark(#d9dde3, #3a3f47); --quiet: light-dark(#5b6270, #a9b0bc); --link: light-dark(#2a5bd7, #5f84e1); }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; background: light-dark(#fff, #16181c); color: light-dark(#1f2430, #eceef2); }
main { max-width: 68rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; overflow-x: auto; }
h1 { font-size: 1.5rem; line-height: 1.25; } h2 { font-size: 1.1rem; margin-top: 2rem; }
a { color: var(--link); } a:focus-visible, pre:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
table { width: 100%; border-collapse: collapse; } caption { text-align: left; color: var(--quiet); padding-bottom: .5rem; }
th, td { text-align: left; vertical-align: top; padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line); overflow-wrap: break-word; }
thead th { color: var(--quiet); font-weight: 600; } tbody th { font-weight: 600; min-width: 12rem; } td:nth-child(4) { white-space: nowrap; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; } dt { color: var(--quiet); } dd { margin: 0; overflow-wrap: anywhere; }
iframe { width: 100%; height: 44rem; border: 1px solid var(--line); border-radius: .5rem; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; padding: 1rem; border: 1px solid var(--line); border-radius: .5rem; }
@media (max-width: 40rem) {
  thead { display: none; } tr { display: block; padding: .75rem 0; border-bottom: 1px solid var(--line); }
  th, td { display: block; padding: 0; border: 0; } tbody th { margin-bottom: .25rem; } td { color: var(--quiet); font-size: .875rem; }
}
.pages a { display: inline-block; padding: .5rem 1rem .5rem 0; }
`;
