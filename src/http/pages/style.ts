import { type Palette, palette } from "../../domain/messaging/mail/palette.ts";

/**
 * The one stylesheet, in a business's colours. It stands in the page itself: one request shows everything. Nothing newer
 * than custom properties carries weight, so that old phones lay the pages out too.
 */
export function styleFor(accentColor: string | null | undefined): string {
  return `${colours(palette(accentColor))}${rules}`;
}

const colours = ({ accent, onAccent, link, accentDark, onAccentDark }: Palette) => `
:root { color-scheme: light dark; --back: #fff; --text: #1f2430; --quiet: #5b6270; --line: #d9dde3; --edge: #767f8d; --soft: #f3f4f6;
  --wrong: #b42318; --accent: ${accent}; --on-accent: ${onAccent}; --link: ${link}; }
@media (prefers-color-scheme: dark) {
  :root { --back: #16181c; --text: #eceef2; --quiet: #a9b0bc; --line: #3a3f47; --edge: #7f8897; --soft: #22252b;
    --wrong: #ffb4a9; --accent: ${accentDark}; --on-accent: ${onAccentDark}; --link: ${accentDark}; }
}`;

const rules = `
*, ::before, ::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; font: 16px/1.5 Inter, system-ui, -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif;
  background: var(--back); color: var(--text); overflow-wrap: break-word; font-variant-numeric: tabular-nums; }
header, main, footer { max-width: 40rem; margin: 0 auto; padding: 0 1rem; }
header { padding-top: 1rem; padding-bottom: 1rem; font-weight: 600; }
header a { color: inherit; text-decoration: none; display: inline-block; padding: .625rem 0; }
header a:hover { text-decoration: underline; }
body > main:first-child { padding-top: 1.5rem; }
footer { margin-top: 3rem; padding-bottom: 2.5rem; color: var(--quiet); }
footer div { border-top: 1px solid var(--line); padding-top: 1rem; }
footer p { margin: .25rem 0; } footer a { display: inline-block; padding: .25rem 0; }
h1 { font-size: 1.625rem; line-height: 1.25; margin: .5rem 0 1rem; text-wrap: balance; }
h2 { font-size: 1.125rem; line-height: 1.35; margin: 2rem 0 .75rem; }
h3 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
p { margin: 0 0 1rem; }
a { color: var(--link); }
a:focus-visible, button:focus-visible, input:focus-visible, select:focus-visible, textarea:focus-visible, pre:focus-visible,
h1:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.quiet { color: var(--quiet); }
.hidden { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.notice, .alert { border-left: 4px solid var(--link); background: var(--soft); padding: .75rem 1rem; margin: 0 0 1.5rem; }
.alert { border-left-color: var(--wrong); }
.notice p:last-child, .alert p:last-child, .alert ul:last-child { margin-bottom: 0; }
.alert ul { margin: 0; padding-left: 1.25rem; } .alert li { padding: .25rem 0; }
dl { margin: 0 0 1.5rem; }
dl > div { padding: .5rem 0; border-top: 1px solid var(--line); }
dl > div:last-child { border-bottom: 1px solid var(--line); }
dt { color: var(--quiet); } dd { margin: 0; }
ul.plain { list-style: none; margin: 0; padding: 0; }
ul.plain > li { padding: 1rem 0; border-top: 1px solid var(--line); }
ul.plain > li:last-child { border-bottom: 1px solid var(--line); }
ul.plain p { margin: 0 0 .5rem; }
fieldset { border: 0; margin: 0 0 1.5rem; padding: 0; min-width: 0; }
legend { padding: 0; margin: 0 0 .5rem; font-weight: 600; }
label { display: block; font-weight: 600; margin: 0 0 .25rem; }
label .quiet, legend .quiet { font-weight: 400; }
.field { margin: 0 0 1.25rem; }
.hint { margin: 0 0 .5rem; color: var(--quiet); }
.wrong { margin: 0 0 .25rem; color: var(--wrong); font-weight: 600; }
input, select, textarea, button { font: inherit; color: inherit; }
input[type=text], input[type=email], input[type=tel], input[type=password], input[type=date], select, textarea {
  width: 100%; min-height: 2.75rem; padding: .5rem .75rem; background: var(--back); border: 1px solid var(--edge); border-radius: .5rem; }
textarea { min-height: 6rem; display: block; resize: vertical; }
[aria-invalid=true] { border: 2px solid var(--wrong) !important; }
input[type=radio], input[type=checkbox] { width: 1.25rem; height: 1.25rem; margin: 0; flex: none; accent-color: var(--link); }
.choice { display: flex; align-items: center; gap: .625rem; min-height: 2.75rem; padding: .5rem .75rem; margin: 0; font-weight: 400;
  border: 1px solid var(--edge); border-radius: .5rem; cursor: pointer; }
.choice:hover { background: var(--soft); }
.choice:has(input:checked) { border-color: var(--link); box-shadow: inset 0 0 0 1px var(--link); }
.choices { display: grid; gap: .5rem; } .choices .field { margin: .25rem 0; }
.tiles { display: grid; gap: .5rem; grid-template-columns: repeat(auto-fill, minmax(6.5rem, 1fr)); }
.tiles.wide { grid-template-columns: repeat(auto-fill, minmax(8.5rem, 1fr)); }
.days { display: grid; grid-template-columns: repeat(7, 1fr); gap: 3px; }
.days button { min-height: 3.5rem; padding: .25rem 0; border: 1px solid var(--edge); border-radius: .5rem; background: transparent;
  text-align: center; line-height: 1.25; font-weight: 400; font-size: .875rem; min-width: 0; width: auto; color: inherit; }
.days button b { display: block; font-size: 1.125rem; }
.days button[disabled] { border-color: transparent; color: var(--quiet); cursor: default; text-decoration: none; }
.days button[disabled] b { font-weight: 400; }
.days button[aria-current] { background: var(--accent); color: var(--on-accent); border-color: var(--link); }
.weeks { display: flex; justify-content: space-between; gap: .5rem; margin: 0 0 .5rem; }
.actions { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1.5rem 0; align-items: center; }
button, .button { display: inline-block; min-height: 2.75rem; padding: .625rem 1.25rem; border-radius: .5rem; border: 1px solid var(--link);
  background: transparent; color: var(--link); font-weight: 600; line-height: 1.5; text-decoration: none; text-align: center; cursor: pointer; }
button.first, .button.first { background: var(--accent); color: var(--on-accent); }
button:hover, .button:hover { text-decoration: underline; }
summary { padding: .625rem 0; font-weight: 600; cursor: pointer; border-top: 1px solid var(--line); }
summary:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
details fieldset { margin: .25rem 0 1rem; } details + .field { margin-top: 1.25rem; }
.plainlink { display: inline-block; padding: .625rem 0; }
.line { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .25rem 1rem; align-items: baseline; }
.hours { border-collapse: collapse; } .hours th { text-align: left; font-weight: 400; padding: .25rem 1rem .25rem 0; vertical-align: top; }
.hours th::first-letter { text-transform: uppercase; }
.hours td { padding: .25rem 0; vertical-align: top; } .hours span { white-space: nowrap; }
s { color: var(--quiet); }
pre { white-space: pre-wrap; overflow-wrap: anywhere; padding: 1rem; background: var(--soft); border-radius: .5rem; }
@media (min-width: 40rem) {
  dl > div { display: grid; grid-template-columns: 9rem 1fr; gap: 1rem; }
  h1 { font-size: 2rem; }
}
@media (max-width: 30rem) { .actions button, .actions .button, .actions form { width: 100%; } }
`;
