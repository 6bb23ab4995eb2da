import assert from "node:assert/strict";
import type { InjectOptions } from "fastify";
import type { TestInstallation } from "../../../test/support/installation.ts";

/** A form as a browser without scripts sees it. `choices`: the values of each group of radio buttons or select. */
export type Form = {
  action: string;
  method: "get" | "post";
  values: Record<string, string>;
  choices: Record<string, string[]>;
  text: string;
};
export type Sheet = {
  status: number;
  url: string;
  text: string;
  title: string;
  headers: Record<string, any>;
  forms: Form[];
};

/** Somebody with a browser that runs no scripts: opens pages, fills in forms, keeps cookies, follows redirects. */
export function readerOf(installation: TestInstallation, address = "203.0.113.7") {
  const cookies = new Map<string, string>();

  async function load(method: "GET" | "POST", url: string, options: Partial<InjectOptions> = {}): Promise<Sheet> {
    const response = await installation.server.inject({
      method,
      url,
      remoteAddress: address,
      ...options,
      headers: sent({
        accept: "text/html",
        "sec-fetch-site": "same-origin",
        cookie: [...cookies].map((pair) => pair.join("=")).join("; "),
        ...options.headers,
      }),
    });
    for (const { name, value, maxAge } of response.cookies as { name: string; value: string; maxAge?: number }[])
      if (value === "" || maxAge === 0) cookies.delete(name);
      else cookies.set(name, value);
    if (response.statusCode === 303) return load("GET", String(response.headers.location));
    const text = response.payload;
    const onward = /<noscript><meta http-equiv="refresh" content="0;url=([^"]+)"/.exec(text)?.[1];
    if (onward) return load("GET", onward);
    return {
      status: response.statusCode,
      url,
      text,
      title: plain(/<title>(.*?)<\/title>/s.exec(text)?.[1] ?? ""),
      headers: response.headers,
      forms: formsIn(text),
    };
  }

  return {
    cookies,
    open: (url: string, headers: Record<string, string> = {}) => load("GET", url, { headers }),
    /** Fills in and sends the form that has this address. */
    async send(
      sheet: Sheet,
      action: string,
      values: Record<string, string> = {},
      headers: Record<string, string> = {},
    ) {
      const form = formOf(sheet, action);
      const filled = String(new URLSearchParams({ ...form.values, ...values }));
      // A button may have an address of its own.
      const to = form.text.includes(`formaction="${action}"`) ? action : form.action;
      if (form.method === "get") return load("GET", `${to}?${filled}`, { headers });
      const type = { "content-type": "application/x-www-form-urlencoded" };
      return load("POST", to, { payload: filled, headers: { ...type, ...headers } });
    },
    /** Posts what no page offers. */
    post: (url: string, payload: string, headers: Record<string, string> = {}) =>
      load("POST", url, { payload, headers: { "content-type": "application/x-www-form-urlencoded", ...headers } }),
  };
}
/** An empty header is one that is not sent. */
const sent = (headers: Record<string, any>) =>
  Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== ""));
export type Reader = ReturnType<typeof readerOf>;

export function formOf(sheet: Sheet, action: string): Form {
  const form = sheet.forms.find((each) => each.action === action || each.text.includes(`formaction="${action}"`));
  assert.ok(form, `No form leads to ${action} on ${sheet.url}: ${sheet.forms.map((each) => each.action).join(", ")}`);
  return form;
}

/** What a person reads: the page without its markup. */
export const wordsOf = ({ text }: Sheet) =>
  plain((/<body>(.*)<\/body>/s.exec(text)?.[1] ?? text).replace(/<[^>]+>/g, " ")).replace(/\s+/g, " ");

function formsIn(page: string): Form[] {
  return [...page.matchAll(/<form action="([^"]*)" method="(get|post)">(.*?)<\/form>/gs)].map(
    ([, action, method, text]) => {
      const form: Form = { action: plain(action!), method: method as "get", values: {}, choices: {}, text: text! };
      for (const [tag] of text!.matchAll(/<input [^>]*>/g)) {
        const attribute = (name: string) => plain(new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? "");
        const [name, value, type] = [attribute("name"), attribute("value"), attribute("type")];
        if (type === "radio") form.choices[name] = [...(form.choices[name] ?? []), value];
        if ((type !== "radio" && type !== "checkbox") || / checked/.test(tag)) form.values[name] = value;
      }
      for (const [, name, inside] of text!.matchAll(/<select [^>]*name="([^"]*)"[^>]*>(.*?)<\/select>/gs)) {
        form.choices[name!] = [...inside!.matchAll(/value="([^"]*)"/g)].map(([, value]) => value!);
        form.values[name!] = /value="([^"]*)" selected/.exec(inside!)?.[1] ?? form.choices[name!]![0]!;
      }
      for (const [, name, inside] of text!.matchAll(/<textarea [^>]*name="([^"]*)"[^>]*>\n?(.*?)<\/textarea>/gs))
        form.values[name!] = plain(inside!);
      return form;
    },
  );
}

const entities: Record<string, string> = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&amp;": "&" };
const plain = (text: string) => text.replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => entities[entity]!);
