// Shows booking pages within another site: in its text, in a pop-up, or behind a floating button. Served at /embed.js, so
// everything stands in one function and nothing is imported. What it tells the page are events on `window`: schedly:ready,
// schedly:chosen, schedly:booked, schedly:moved and schedly:closed.

type Options = {
  /** The address of a booking page, or its path. */
  page: string;
  /** Filled in already: name, email, phone, notes, guests, or q.NAME for a question. */
  prefill?: Record<string, string>;
  /** Kept with the booking; by default what the page's own address says. */
  utm?: Record<string, string>;
  theme?: "light" | "dark";
  lang?: string;
};
type ButtonOptions = Options & { text?: string; color?: string; side?: "left" | "right" };
type News = { schedly?: number; frame?: string; type: string; height?: number; title?: string; redirect?: string };
type Shown = { iframe: HTMLIFrameElement; onSize(height: number): void; dialog?: HTMLDialogElement | undefined };

(() => {
  const script = document.currentScript as HTMLScriptElement | null;
  const origin = new URL(script?.src ?? location.href).origin;
  const shown = new Map<string, Shown>();
  let counter = 0;

  const style = (element: HTMLElement, rules: Partial<CSSStyleDeclaration>) => Object.assign(element.style, rules);
  const make = <Tag extends keyof HTMLElementTagNameMap>(tag: Tag, rules: Partial<CSSStyleDeclaration> = {}) => {
    const element = document.createElement(tag);
    style(element, rules);
    return element;
  };

  /** The page's address with what it is to know. Pages of other servers are none of ours. */
  function addressOf({ page, prefill = {}, utm, theme, lang }: Options, frame: string): string {
    const url = new URL(page, origin);
    if (url.origin !== origin) throw new Error(`Schedly: ${page} is not a page of ${origin}`);
    const own = [...new URLSearchParams(location.search)].filter(([name]) => name.startsWith("utm_"));
    const told = { ...Object.fromEntries(own), ...utm, ...prefill, ...(theme && { theme }), ...(lang && { lang }) };
    for (const [name, value] of Object.entries(told)) url.searchParams.set(name, value);
    for (const [name, value] of Object.entries({ embed: "1", frame, origin: self.origin }))
      url.searchParams.set(name, value);
    return url.href;
  }

  /** A frame that is not seen before it knows how tall it is. */
  function frameOf(options: Options, onSize: (height: number) => void, dialog?: HTMLDialogElement): HTMLIFrameElement {
    const frame = `schedly${++counter}`;
    const iframe = make("iframe", {
      border: "0",
      width: "100%",
      display: "block",
      opacity: "0",
      transition: "opacity .15s",
    });
    iframe.src = addressOf(options, frame);
    iframe.title = "Schedly";
    shown.set(frame, { iframe, onSize, dialog });
    // A page that says nothing, such as a refusal, is shown all the same.
    setTimeout(() => style(iframe, { opacity: "1" }), 5000);
    return iframe;
  }

  addEventListener("message", ({ data, source, origin: from }: MessageEvent<News | null>) => {
    const one = data?.schedly === 1 ? shown.get(String(data.frame)) : undefined;
    // Of our own frame alone. In a sandbox neither that page nor this one has an origin.
    if (
      !data ||
      !one ||
      source !== one.iframe.contentWindow ||
      (from !== origin && !(from === "null" && self.origin === "null"))
    )
      return;
    const { schedly: _, frame, type, ...detail } = data;
    if (type === "size") {
      one.onSize(Number(data.height) || 0);
      style(one.iframe, { opacity: "1" });
      return;
    }
    if (type === "escape") {
      one.dialog?.close();
      return;
    }
    if (type === "ready" && data.title) {
      one.iframe.title = data.title;
      if (one.dialog) one.dialog.ariaLabel = data.title;
    }
    if (type === "chosen" || type === "booked" || type === "moved") showTop(one.iframe);
    tell(type, { ...detail, frame });
    if (data.redirect && /^https?:/.test(data.redirect)) location.assign(data.redirect);
  });

  /** What comes next begins at the top of the frame, which may have been scrolled away above the list of times. */
  function showTop(iframe: HTMLIFrameElement): void {
    if (iframe.getBoundingClientRect().top < 0) iframe.scrollIntoView({ block: "start" });
  }

  const tell = (type: string, detail: object) => dispatchEvent(new CustomEvent(`schedly:${type}`, { detail }));

  /** In the text of the page, as tall as it needs to be. */
  function inline(element: HTMLElement, options: Options): void {
    // A place is kept for it, so that nothing below jumps when it comes.
    if (!element.style.minHeight) style(element, { minHeight: "32rem" });
    const iframe = frameOf(options, (height) => {
      style(iframe, { height: `${height}px` });
      style(element, { minHeight: "0" });
    });
    style(iframe, { height: "32rem" });
    element.replaceChildren(iframe);
  }

  /** Over the page. Escape, the cross and a press beside it close it; focus then returns to where it was. */
  function popup(options: Options): void {
    const dialog = make("dialog", {
      width: "min(68rem, 100vw - 1.5rem)",
      maxWidth: "none",
      maxHeight: "calc(100dvh - 1.5rem)",
      padding: "0",
      border: "0",
      borderRadius: "12px",
      overflow: "hidden auto",
      background: options.theme === "dark" ? "#16181c" : options.theme === "light" ? "#fff" : "Canvas",
      colorScheme: options.theme ?? "light dark",
    });
    dialog.ariaLabel = "Schedly";
    const close = make("button", {
      position: "sticky",
      top: "4px",
      float: "inline-end",
      zIndex: "1",
      width: "44px",
      height: "44px",
      margin: "4px",
      border: "0",
      borderRadius: "50%",
      background: "Canvas",
      color: "CanvasText",
      font: "24px/1 system-ui",
      cursor: "pointer",
    });
    close.type = "button";
    close.ariaLabel = closeIn(options.lang);
    close.textContent = "×";
    const iframe = frameOf(options, (height) => style(iframe, { height: `${height}px` }), dialog);
    style(iframe, { height: "min(36rem, 100dvh - 6rem)", clear: "both" });
    close.onclick = () => dialog.close();
    dialog.onclick = ({ target }) => target === dialog && dialog.close();
    dialog.onclose = () => {
      dialog.remove();
      tell("closed", {});
    };
    dialog.append(close, iframe);
    document.body.append(dialog);
    dialog.showModal();
  }

  /** "Close" in the language of the page that is shown, as far as it is known here. */
  function closeIn(lang = navigator.language): string {
    const words: Record<string, string> = { de: "Schließen", es: "Cerrar", fr: "Fermer", pt: "Fechar" };
    return words[lang.toLowerCase().split("-")[0]!] ?? "Close";
  }

  /** A button that stays in a corner of the window and opens the pop-up. */
  function floating({
    text = "Book",
    color = "#1f2430",
    side = "right",
    ...options
  }: ButtonOptions): HTMLButtonElement {
    const button = make("button", {
      position: "fixed",
      insetBlockEnd: "20px",
      [side]: "20px",
      zIndex: "2147483000",
      minHeight: "48px",
      padding: "0 22px",
      border: "0",
      borderRadius: "24px",
      background: color,
      color: isLight(color) ? "#000" : "#fff",
      font: "600 16px/1.2 system-ui, sans-serif",
      boxShadow: "0 4px 16px rgb(0 0 0 / .25)",
      cursor: "pointer",
    });
    button.type = "button";
    button.textContent = text;
    button.onclick = () => popup(options);
    document.body.append(button);
    return button;
  }

  /** Whether black is easier to read on it than white. */
  function isLight(color: string): boolean {
    const [red = 0, green = 0, blue = 0] = (/^#(..)(..)(..)$/.exec(color)?.slice(1) ?? []).map((part) => {
      const share = Number.parseInt(part, 16) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179;
  }

  /** `data-name`, `data-email`, `data-theme`, … of an element; `data-prefill` as JSON for the rest. */
  function optionsIn({ dataset }: HTMLElement, page: string): ButtonOptions {
    const { name, email, phone, prefill, theme, lang, text, color, side } = dataset;
    const known = Object.entries({ name, email, phone }).filter((pair): pair is [string, string] => Boolean(pair[1]));
    const said = { theme, lang, text, color, side };
    return {
      page,
      prefill: { ...Object.fromEntries(known), ...(prefill ? JSON.parse(prefill) : {}) },
      ...Object.fromEntries(Object.entries(said).filter(([, value]) => value)),
    };
  }

  /** What the page's own markup asks for. */
  function start(): void {
    for (const element of document.querySelectorAll<HTMLElement>("[data-schedly]"))
      if (!element.querySelector("iframe")) inline(element, optionsIn(element, element.dataset.schedly!));
    if (script?.dataset.floating) floating(optionsIn(script, script.dataset.floating));
  }
  document.addEventListener("click", (event) => {
    const opener = (event.target as Element | null)?.closest?.<HTMLElement>("[data-schedly-popup]");
    if (!opener) return;
    event.preventDefault();
    popup(optionsIn(opener, opener.dataset.schedlyPopup!));
  });
  const api = { inline, popup, floating };
  const host = window as unknown as {
    Schedly?: { push(use: (schedly: typeof api) => void): unknown } | ((schedly: typeof api) => void)[];
  };
  // What was to be done before this script arrived.
  const waiting = Array.isArray(host.Schedly) ? host.Schedly : [];
  host.Schedly = Object.assign({ push: (use: (schedly: typeof api) => void) => use(api) }, api);
  const begin = () => {
    start();
    for (const use of waiting) use(api);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
