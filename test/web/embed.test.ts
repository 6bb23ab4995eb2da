import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, afterEach, before, test } from "node:test";
import type { Frame, Page } from "playwright-core";
import { type Counter, openCounter } from "./visitor.ts";

let counter: Counter;
let path: string;
/** Another site, with whatever page a test gives it. */
let site: Server;
let content = "";
before(async () => {
  counter = await openCounter();
  ({ path } = await counter.offer());
  site = createServer((_request, response) => {
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(`<!doctype html><html lang="en"><title>A site</title><body>${content}</body></html>`);
  });
  await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
});
afterEach(() => counter?.leave());
after(async () => {
  site?.close();
  await counter?.close();
});

const script = (more = "") => `<script src="${counter.base}/embed.js" ${more}></script>`;
const heard = `<script>window.heard = []; for (const name of ["ready", "chosen", "booked", "closed"])
  addEventListener("schedly:" + name, ({ detail }) => heard.push([name, detail]));</script>`;

async function open(page: Page, html: string): Promise<void> {
  content = html;
  const { port } = site.address() as AddressInfo;
  await page.goto(`http://127.0.0.1:${port}/?utm_campaign=spring&other=1`);
}

/** Our page in whatever frames it. */
async function framed(page: Page): Promise<Frame> {
  for (let tries = 0; tries < 80; tries++) {
    const frame = page.frames().find((one) => one.url().includes("embed=1"));
    if (frame) return frame;
    await page.waitForTimeout(50);
  }
  throw new Error("Nothing is framed");
}
const slots = (frame: Frame) =>
  frame.getByRole("region", { name: "Times on" }).getByRole("listitem").getByRole("button");

async function book(frame: Frame): Promise<void> {
  await slots(frame).first().click();
  const name = frame.getByRole("textbox", { name: "Name" });
  if ((await name.inputValue()) === "") await name.fill("Maria Garcia");
  await frame.getByRole("textbox", { name: "Email address" }).fill("maria@example.com");
  await frame.getByRole("button", { name: "Book", exact: true }).click();
  await frame.getByRole("heading", { name: "You are booked" }).waitFor();
}

test("a page in the text fits its frame, knows what it was told, and tells what happens", async () => {
  const page = await counter.visitor();
  await open(
    page,
    `${heard}<div id="here" data-schedly="${path}" data-name="Ana Silva" data-theme="dark"></div>${script()}`,
  );
  const frame = await framed(page);
  await slots(frame).first().waitFor();
  const iframe = page.locator("#here iframe");
  // As a function: our page's policy lets no text be run.
  const fits = () =>
    frame.waitForFunction(
      () => {
        const { document, innerHeight } = globalThis as any;
        return document.documentElement.scrollHeight <= innerHeight && innerHeight > 300;
      },
      null,
      { timeout: 4000 },
    );
  await fits();
  await page.waitForFunction((element) => (element as any).style.opacity === "1", await iframe.elementHandle(), {
    timeout: 3000,
  });
  assert.equal(await frame.locator("footer.bottom").count(), 0);
  assert.equal(await frame.evaluate("getComputedStyle(document.documentElement).colorScheme"), "dark");
  await book(frame);
  await fits();
  const told = (await page.evaluate("heard")) as [string, any][];
  assert.deepEqual(
    told.map(([name]) => name),
    ["ready", "chosen", "booked"],
  );
  const [made] = await counter.bookings();
  assert.equal(told[2]![1].booking.uid, made.uid);
  assert.deepEqual([made.attendees[0].name, made.metadata], ["Ana Silva", { utm_campaign: "spring" }]);
});

test("a pop-up and a floating button open it over the page, and Escape closes it", async () => {
  const page = await counter.visitor();
  await open(
    page,
    `${heard}<a href="#" data-schedly-popup="${path}">Book a talk</a>${script(`data-floating="${path}" data-text="Talk to us" data-color="#f2c94c"`)}`,
  );
  const link = page.getByRole("link", { name: "Book a talk" });
  for (const opener of [link, page.getByRole("button", { name: "Talk to us" })]) {
    await opener.click();
    await slots(await framed(page))
      .first()
      .waitFor();
    const dialog = page.getByRole("dialog", { name: /First talk/ });
    assert.match((await dialog.locator("iframe").getAttribute("title"))!, /First talk/);
    // With the focus on its own button, and within the frame.
    if (opener === link) await dialog.getByRole("button", { name: "Close" }).focus();
    else
      await slots(await framed(page))
        .first()
        .focus();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  }
  await page.waitForFunction("heard.filter(([name]) => name === 'closed').length === 2");
});

test("on a phone the form that follows a time is in view", async () => {
  const page = await counter.visitor({ viewport: { width: 360, height: 640 }, hasTouch: true });
  await open(page, `<div style="height: 30rem">Above</div><div data-schedly="${path}"></div>${script()}`);
  const frame = await framed(page);
  await slots(frame).last().click();
  await frame.getByRole("textbox", { name: "Name" }).and(frame.locator(":focus")).waitFor();
  await page.waitForFunction("Math.abs(document.querySelector('iframe').getBoundingClientRect().top) < 2");
  const { y } = (await frame.getByRole("textbox", { name: "Name" }).boundingBox())!;
  assert.ok(y >= 0 && y < 640, String(y));
});

test("it works in a sandboxed frame, where nothing has an origin", async () => {
  const page = await counter.visitor();
  const inner = `<div data-schedly='${path}'></div>${script().replaceAll('"', "'")}`;
  await open(
    page,
    `<iframe title="A builder" width="900" height="900" sandbox="allow-scripts allow-forms" srcdoc="${inner}"></iframe>`,
  );
  await book(await framed(page));
});

test("nothing but booking pages may be framed, and those only when it is asked for", async () => {
  const { base, installation } = counter;
  const policyOf = async (url: string) => {
    const { headers } = await installation.send("GET", url);
    return [
      /frame-ancestors ([^;]+)/.exec(String(headers["content-security-policy"]))?.[1],
      headers["x-frame-options"],
    ];
  };
  const home = path.split("/").slice(0, -1).join("/");
  assert.deepEqual(await policyOf(`${path}?embed=1`), [undefined, undefined]);
  assert.deepEqual(await policyOf(`${home}?embed=1`), [undefined, undefined]);
  assert.deepEqual(await policyOf(`/b/${counter.business.subdomain}?embed=1`), [undefined, undefined]);
  for (const url of [
    path,
    `${path}?embed=0`,
    "/sign-in?embed=1",
    "/account?embed=1",
    `/b/${counter.business.subdomain}`,
    "/b/nobody?embed=1",
  ])
    assert.deepEqual(await policyOf(url), ["'none'", "DENY"], url);
  const answer = await fetch(`${base}/embed.js`);
  assert.equal(answer.headers.get("cache-control"), "public, max-age=300");
  assert.equal(answer.headers.get("cross-origin-resource-policy"), "cross-origin");
  assert.ok((await answer.text()).length < 10_000);
});

test("a page without an origin may ask what needs no key, and nothing else", async () => {
  const ask = (method: string, url: string, origin: string) =>
    counter.installation
      .send(method, url, { headers: { origin } })
      .then(({ headers }) => headers["access-control-allow-origin"]);
  assert.equal(await ask("OPTIONS", "/api/book/event", "null"), "null");
  assert.equal(await ask("GET", "/api/slots", "null"), "null");
  for (const path of ["book", "visits", "visits/availability", "visits/holds"])
    assert.equal(await ask("OPTIONS", `/api/services/${path}`, "null"), "null", path);
  assert.equal(await ask("GET", "/api/services/storefront", "null"), "null");
  assert.equal(await ask("GET", "/api/slots", "https://other.example"), undefined);
  assert.equal(await ask("GET", "/api/bookings", "null"), undefined);
});
