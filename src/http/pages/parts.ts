import { randomUUID } from "node:crypto";
import { type Html, html } from "./html.ts";
import type { PageTexts } from "./texts/types.ts";

// What pages are made of.

/** Fields with what is wrong about them, in the order of the page. */
export type Wrong = Record<string, string>;

type Field = {
  name: string;
  label: string;
  type?: "text" | "email" | "tel" | "password" | "date" | "textarea";
  value?: string | undefined;
  hint?: string;
  /** The id of a hint that stands elsewhere. */
  hintId?: string;
  autocomplete?: string;
  required?: boolean;
  /** The word that marks a field which may stay empty. */
  optional?: string;
  maxlength?: number;
};

export function field({ name, label, type = "text", value = "", hint, ...rest }: Field, wrong: Wrong = {}): Html {
  const problem = wrong[name];
  const described = [hint && `${name}-hint`, rest.hintId, problem && `${name}-wrong`].filter(Boolean).join(" ");
  const attributes = html`id="${name}" name="${name}"${rest.required && html` required`}${
    rest.maxlength && html` maxlength="${rest.maxlength}"`
  }${rest.autocomplete && html` autocomplete="${rest.autocomplete}"`}${
    described && html` aria-describedby="${described}"`
  }${problem && html` aria-invalid="true"`}`;
  return html`<div class="field">
<label for="${name}">${label}${rest.optional && html` <span class="quiet">(${rest.optional})</span>`}</label>
${hint && html`<p class="hint" id="${name}-hint">${hint}</p>`}
${problem && html`<p class="wrong" id="${name}-wrong">${problem}</p>`}
${
  type === "textarea"
    ? html`<textarea ${attributes}>\n${value}</textarea>`
    : html`<input type="${type}" ${attributes} value="${value}">`
}
</div>`;
}

type Choice = { value: string; label: string };
export const select = (name: string, label: string, choices: Choice[], chosen: string): Html => html`<div class="field">
<label for="${name}">${label}</label>
<select id="${name}" name="${name}">
${choices.map(({ value, label }) => html`<option value="${value}"${value === chosen && html` selected`}>${label}</option>`)}
</select>
</div>`;

/** One of several, as large targets. `tiles` lays them side by side. */
export function radios(
  {
    name,
    legend,
    choices,
    chosen,
    tiles,
    legendElsewhere,
  }: {
    name: string;
    legend: string;
    choices: Choice[];
    chosen?: string | undefined;
    tiles?: boolean;
    /** It is to be read above already; only screen readers need it here. */
    legendElsewhere?: boolean;
  },
  wrong: Wrong = {},
): Html {
  const problem = wrong[name];
  return html`<fieldset${!legendElsewhere && html` id="${name}"`}${problem && html` aria-describedby="${name}-wrong"`}>
<legend${legendElsewhere && html` class="hidden"`}>${legend}</legend>
${problem && html`<p class="wrong" id="${name}-wrong">${problem}</p>`}
<div class="${tiles ? tileClass(choices) : "choices"}">
${choices.map(
  ({ value, label }) =>
    html`<label class="choice"><input type="radio" name="${name}" value="${value}" required${value === chosen && html` checked`}> <span>${label}</span></label>`,
)}
</div>
</fieldset>`;
}

/** "10:00" takes little room, "10:00 AM" more. */
const tileClass = (choices: Choice[]) => (choices.some(({ label }) => label.includes(" ")) ? "tiles wide" : "tiles");

export const hidden = (values: Record<string, string | number | null | undefined>): Html[] =>
  Object.entries(values).map(([name, value]) =>
    value === null || value === undefined || value === ""
      ? html``
      : html`<input type="hidden" name="${name}" value="${value}">`,
  );

/** Sent along with a form, so that pressing its button twice does the thing once. */
export const once = () => hidden({ once: randomUUID() });

export const notice = (...lines: (string | false | null | undefined)[]): Html =>
  html`<div class="notice" role="status">${lines.map((line) => line && html`<p>${line}</p>`)}</div>`;

export const alert = (message: string): Html => html`<div class="alert" role="alert"><p>${message}</p></div>`;

/** At the top of a page whose form came back: what is wrong, each with a link to its field. */
export const summary = ({ common }: PageTexts, wrong: Wrong): Html =>
  html`<div class="alert" role="alert"><p>${common.checkFields}</p><ul>${Object.entries(wrong).map(
    ([name, problem]) => html`<li><a href="#${name}">${problem}</a></li>`,
  )}</ul></div>`;

/** What is known, as label and value. A row without a value is left out. */
export const rows = (list: [label: string, value: string | Html | Html[] | null | undefined | false][]): Html =>
  html`<dl>${list.map(([label, value]) => value && html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`;
