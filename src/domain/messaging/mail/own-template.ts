import { Liquid } from "liquidjs";
import { escapeHtml } from "./escape.ts";

/**
 * Templates that a business wrote itself, in Liquid. They see the variables they are given and nothing else: no
 * files, no clock, no prototypes. Unknown variables are empty, unknown filters and tags are errors. `text` goes out
 * as it is (subjects); `html` escapes every value that is put in.
 */
export type OwnTemplateResult = { ok: true; text: string } | { ok: false; error: string };

/** What a template sees: words, numbers, yes and no, lists of words, and groups of them (`attendee.name`). */
export type TemplateVariables = { [name: string]: string | number | boolean | string[] | TemplateVariables };

export function renderOwnTemplate(
  template: string,
  variables: TemplateVariables,
  as: "html" | "text" = "html",
): OwnTemplateResult {
  if (template.length > longestTemplate) return tooLong;
  try {
    const text = String(engines[as].parseAndRenderSync(template, variables));
    return text.length > longestOutput ? tooMuch : { ok: true, text };
  } catch (error) {
    return { ok: false, error: advice(error) };
  }
}

/** The variables a template uses that are not among `known`: probably misspelt. Empty where it cannot be read. */
export function unknownVariables(template: string, known: string[]): string[] {
  try {
    return engines.text.globalVariablesSync(template).filter((name) => !known.includes(name));
  } catch {
    return [];
  }
}

/** The same for variables in groups: `attendee.nmae`, as it is written. `isKnown` judges `["attendee", "nmae"]`. */
export function unknownPaths(template: string, isKnown: (path: string[]) => boolean): string[] {
  try {
    const paths = engines.text.globalVariableSegmentsSync(template).map((segments) => segments.map(String));
    return [...new Set(paths.filter((path) => !isKnown(path)).map((path) => path.join(".")))];
  } catch {
    return [];
  }
}

const longestTemplate = 20_000;
const longestOutput = 100_000;

/**
 * The memory limit counts what loops and filters make, so it stops a runaway template in the same place on every
 * machine; the time limit is behind it.
 */
const limits = { parseLimit: longestTemplate, memoryLimit: 500_000, renderLimit: 300 };

const engines = { text: engine(undefined), html: engine(escapeOnce) };

function engine(outputEscape: ((value: unknown) => string) | undefined): Liquid {
  const liquid = new Liquid({ ...limits, outputEscape, strictFilters: true, ownPropertyOnly: true, templates: {} });
  for (const tag of ["include", "render", "layout", "block"]) delete liquid.tags[tag];
  // Dates come as words already; these filters would read the clock or the server's zone. `raw` would skip escaping, and
  // what `newline_to_br` makes would be escaped; lines are kept anyway.
  for (const filter of Object.keys(liquid.filters)) {
    if (/^date|^(raw|sample|jsonify|json|inspect|newline_to_br|sha256|hmac_sha256)$|^base64_|_exp$/.test(filter)) {
      delete liquid.filters[filter];
    }
  }
  return liquid;
}

/** Leaves entities alone, so that a captured value or `| escape` is not escaped twice before the reader's eyes. */
function escapeOnce(value: unknown): string {
  const text = Array.isArray(value) ? value.join("") : String(value ?? "");
  return escapeHtml(text).replace(/&amp;(?=(#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,8});)/gi, "&");
}

const tooLong = { ok: false, error: `The template is too long. Keep it under ${longestTemplate} characters.` } as const;
const tooMuch = { ok: false, error: "The template writes too much. Make its loops shorter." } as const;

/** What liquidjs complains about → what to do. */
const advices: [complaint: RegExp, say: (found: string) => string][] = [
  [/^undefined filter: (\S+)/, (name) => `There is no filter "${name}".`],
  [
    /^tag "end(\w+)" not found/,
    (name) => `{% end${name} %} closes nothing. Remove it, or add {% ${name} … %} before it.`,
  ],
  [/^tag "(\w+)" not found/, (name) => `There is no tag "${name}". You can use if, unless, case, for and assign.`],
  [/^tag \{%-?\s*(\w+).* not closed/s, (name) => `{% ${name} %} is not closed. Add {% end${name} %} after it.`],
  [/^output .* not closed/s, () => `A "{{" is not closed. Add "}}" after the variable's name.`],
  [/^tag .* not closed/s, () => `A "{%" is not closed. Add "%}".`],
  [/limit exceeded/, () => "The template takes too long or grows too large. Make its loops shorter."],
];

function advice(error: unknown): string {
  const { message, token } = error as Error & { token?: { getPosition(): [number, number] } };
  const complaint = message.replace(/, line:\d+, col:\d+$/, "");
  const found = advices.find(([pattern]) => pattern.test(complaint));
  const sentence = found ? found[1](found[0].exec(complaint)?.[1] ?? "") : `This cannot be read: ${complaint}.`;
  return token ? `Line ${token.getPosition()[0]}: ${sentence}` : sentence;
}
