import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import type { Page } from "playwright-core";
import { dayInWords, timeInWords } from "../../src/domain/messaging/mail/when.ts";
import { axe } from "./desk.ts";
import { bookTooSoon, type Counter, chosenTime, openCounter, slowHolds, times } from "./visitor.ts";

let counter: Counter;
before(async () => {
  counter = await openCounter();
});
afterEach(() => counter?.leave());
after(() => counter?.close());

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });
const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { name });

async function fillIn(page: Page) {
  await page.getByRole("textbox", { name: "Name" }).fill("Maria Garcia");
  await page.getByRole("textbox", { name: "Email address" }).fill("maria@example.com");
}

test("an answer that does not fit says what would", async () => {
  const { base, visitor, offer } = counter;
  const asked = (name: string, type: string, label: string, more = {}) => ({ name, type, label, ...more });
  const { path } = await offer({
    bookingFields: [
      asked("name", "name", "Your name", { required: true }),
      asked("email", "email", "Email address", { required: true }),
      asked("goal", "textarea", "Your goal", { minLength: 12 }),
      asked("years", "number", "Years of practice"),
      asked("site", "url", "Your site"),
    ],
  });
  const page = await visitor();
  await page.goto(base + path);
  await times(page).first().click();
  const field = (name: string) => page.getByRole("textbox", { name: new RegExp(`^${name}`) });
  await field("Name").fill("Noor Haddad");
  await field("Email address").fill("noor@example.com");
  await field("Your goal").fill("Rest");
  await button(page, "Book").click();
  await page.getByText("Please write at least 12 characters.").waitFor();
  await field("Your goal").fill("Rest, and then more rest");
  await field("Years of practice").fill("2,5");
  await field("Your site").fill("example.com");
  await button(page, "Book").click();
  await page.getByText("Please enter a number, such as 2.5.").waitFor();
  await page.getByText("Please enter a whole web address, such as https://example.com.").waitFor();
  await axe(page);
  await field("Years of practice").fill("2.5");
  await field("Your site").fill("https://example.com");
  await button(page, "Book").click();
  await heading(page, "You are booked").waitFor();
});

test("whoever moves a booking sees the place that was chosen for it, and not all that were offered", async () => {
  const { installation, base, visitor, offer } = counter;
  const locations = [{ type: "inPerson", address: "Quay 7", displayLocationPublicly: true }, { type: "phone" }];
  const { id, path } = await offer({ locations });
  const page = await visitor();
  // What is booked beside the page would find its time taken by the page's own hold.
  await page.route("**/api/slots/holds", (route) => route.fulfill({ status: 429, json: { error: "RATE_LIMITED" } }));
  await page.goto(base + path);
  await times(page).first().click();
  const body = {
    eventTypeId: id,
    start: chosenTime(page),
    responses: {
      name: "Noor Haddad",
      email: "noor@example.com",
      location: { value: "phone", optionValue: "+13105550123" },
    },
  };
  const made = await installation.send("POST", "/api/book/event", { body });
  assert.equal(made.status, 201, made.text);
  await page.goto(`${base}/booking/${made.body.data.uid}/reschedule`);
  const about = page.getByRole("region", { name: "First talk" });
  await about.getByText("+13105550123").waitFor();
  assert.equal(await about.getByText(/Quay 7/).count(), 0);
});

test("a time that is lost meanwhile is said kindly, and a near one is booked with what was typed", async () => {
  const { installation, base, visitor, offer } = counter;
  const { id, path } = await offer();
  const page = await visitor();
  // Without a hold the time can still be lost while the form is filled in.
  await page.route("**/api/slots/holds", (route) => route.fulfill({ status: 429, json: { error: "RATE_LIMITED" } }));
  await page.goto(`${base}${path}?utm_source=letter`);
  await times(page).nth(2).click();
  await fillIn(page);
  await page.getByRole("textbox", { name: /Notes/ }).fill("Something warm");
  const body = {
    eventTypeId: id,
    start: chosenTime(page),
    responses: { name: "Faster", email: "faster@example.com" },
  };
  assert.equal((await installation.send("POST", "/api/book/event", { body })).status, 201);
  await button(page, "Book").click();
  const alert = page.getByRole("alert");
  await alert.getByText(/Somebody was faster, .* Nothing was booked/).waitFor();
  await axe(page);
  await alert.getByRole("button").first().click();
  assert.equal(await page.getByRole("textbox", { name: /Notes/ }).inputValue(), "Something warm");
  await button(page, "Book").click();
  await heading(page, "You are booked").waitFor();
  await page.getByText("We sent the details to maria@example.com.").waitFor();
  assert.match(page.url(), /\/booking\/bk_/);
  await axe(page);
  const made = (await counter.bookings()).find(({ attendees }) => attendees[0].email === "maria@example.com");
  assert.deepEqual([made.responses.notes, made.metadata.utm_source], ["Something warm", "letter"]);

  // The next time their details are there: a time and one press.
  await page.goto(base + path);
  await times(page).first().click();
  await button(page, "Not you?").waitFor();
  await button(page, "Book").click();
  await heading(page, "You are booked").waitFor();
});

test("whoever presses Book before the page knows of its hold is not kept out by it", async () => {
  const { base, visitor, offer } = counter;
  const { path } = await offer();
  const page = await visitor();
  const holds = await slowHolds(page);
  await page.goto(base + path);
  await times(page).first().click();
  await fillIn(page);
  await bookTooSoon(page, holds);
});

test("a session that nobody has opened is open to all while one of them fills in the form, and its last seat is kept", async () => {
  const { installation, base, visitor, offer } = counter;
  const { id, path } = await offer({ seatsPerTimeSlot: 2, seatsShowAvailabilityCount: true });
  const page = await visitor();
  await page.goto(base + path);
  await times(page).first().click();
  await fillIn(page);
  const start = chosenTime(page);
  const book = (email: string) =>
    installation.send("POST", "/api/book/event", {
      body: { eventTypeId: id, start, responses: { name: "Somebody", email } },
    });
  assert.equal((await book("first@example.com")).status, 201);
  await button(page, "Book").click();
  await heading(page, "You are booked").waitFor();

  const next = await visitor();
  await next.goto(base + path);
  await times(next).first().click();
  await fillIn(next);
  const later = chosenTime(next);
  const body = { eventTypeId: id, start: later, responses: { name: "Opener", email: "opener@example.com" } };
  assert.equal((await installation.send("POST", "/api/book/event", { body })).status, 201);
  const last = await visitor();
  await last.goto(base + path);
  const held = last.waitForResponse(/slots\/holds/);
  await times(last).first().click();
  assert.equal((await held).status(), 201);
  const late = { ...body, responses: { name: "Late", email: "late@example.com" } };
  assert.equal((await installation.send("POST", "/api/book/event", { body: late })).status, 409);
});

test("a guest reads the same dates and hours on the page as in the mail, whatever their browser's region", async () => {
  const { base, visitor, offer } = counter;
  const { path } = await offer();
  const page = await visitor({ locale: "en-US", timezoneId: "Europe/Berlin" });
  await page.goto(base + path);
  assert.match((await times(page).first().textContent())!, /^\d\d:\d\d$/);
  await times(page).first().click();
  await page.getByRole("textbox", { name: "Name" }).fill("Berta Wolf");
  await page.getByRole("textbox", { name: "Email address" }).fill("berta@example.com");
  await button(page, "Book").click();
  await heading(page, "You are booked").waitFor();
  // Mails know the zone alone.
  const made = (await counter.bookings()).find(({ attendees }) => attendees[0].email === "berta@example.com");
  const reader = { locale: "en", zone: "Europe/Berlin" } as const;
  const [day, time] = [dayInWords(reader, made.startTime), timeInWords(reader, made.startTime)];
  assert.match(day, /^\w+, \d+ \w+ \d{4}$/);
  await page.getByText(day).first().waitFor();
  await page.getByText(time).first().waitFor();
  await page.reload();
  await page.getByText(`${day}, ${time}`).first().waitFor();
});

test("a series says its dates beforehand and which of them are taken, and is booked without those", async () => {
  const { installation, base, visitor, offer, business } = counter;
  const recurringEvent = { freq: "weekly", interval: 1, count: 4 };
  const { id, path, slug } = await offer({ title: "Coaching", recurringEvent });
  const page = await visitor();
  await page.goto(base + path);
  await times(page).first().click();
  const dates = page.getByRole("list", { name: /^\d dates$/ }).getByRole("listitem");
  await page.getByRole("combobox", { name: "Number of dates" }).selectOption("3");
  assert.equal(await dates.count(), 3);
  const third = (await dates.nth(2).textContent())!;
  const start = new Date(Date.parse(chosenTime(page)) + 14 * 86_400_000).toISOString();
  const other = { eventTypeId: id, start, responses: { name: "Faster", email: "faster@example.com" } };
  assert.equal((await installation.send("POST", "/api/book/event", { body: other })).status, 201);
  await fillIn(page);
  await button(page, "Book").click();
  const alert = page.getByRole("alert");
  assert.equal(await alert.getByRole("listitem").textContent(), third);
  assert.equal(await alert.getByText("Somebody was faster").count(), 0);
  await axe(page);
  // Fewer dates are another wish.
  await page.getByRole("combobox", { name: "Number of dates" }).selectOption("4");
  await alert.waitFor({ state: "detached" });
  await button(page, "Book").click();
  await alert.getByRole("button", { name: "Leave these out" }).click();
  assert.equal(await dates.count(), 3);
  assert.ok(!(await dates.allTextContents()).includes(third));
  await button(page, "Book").click();
  await heading(page, "You are booked").waitFor();
  await page.getByText("3 dates").waitFor();
  const { body } = await business.call("GET", "/api/bookings?limit=100&attendeeEmail=maria@example.com");
  const made = body.data.filter(({ type }: any) => type === slug).map(({ startTime }: any) => Date.parse(startTime));
  assert.equal(made.length, 3);
  assert.ok(!made.includes(Date.parse(start)));
});

test("Back after booking leads to the times again, and forward to what was booked", async () => {
  const { base, visitor, offer } = counter;
  const { path } = await offer();
  const page = await visitor();
  await page.goto(base + path);
  await times(page).first().click();
  await fillIn(page);
  await button(page, "Book").click();
  await heading(page, "You are booked").waitFor();
  await page.goBack();
  await times(page).first().waitFor();
  assert.equal(await heading(page, "You are booked").count(), 0);
  assert.equal(new URL(page.url()).pathname, path);
  await page.goForward();
  await heading(page, "You are booked").waitFor();
});

test("whoever signs up finds their own time zone chosen, and without scripts the one of their language", async () => {
  const { base, visitor } = counter;
  const chosen = async (page: Page) => {
    await page.goto(`${base}/sign-up`);
    return page.getByRole("combobox", { name: "Time zone" }).inputValue();
  };
  assert.equal(await chosen(await visitor({ timezoneId: "America/Los_Angeles" })), "America/Los_Angeles");
  assert.equal(await chosen(await visitor({ timezoneId: "Europe/London", locale: "en-GB" })), "Europe/London");
  assert.equal(await chosen(await visitor({ timezoneId: "UTC" })), "UTC");
  const plain = await visitor({ timezoneId: "Europe/London", javaScriptEnabled: false });
  assert.equal(await chosen(plain), "America/New_York");
});

test("the months end where nothing can be booked any more, and zones are found by today's names", async () => {
  const { base, visitor, offer } = counter;
  const { path } = await offer();
  const page = await visitor({ timezoneId: "Asia/Calcutta" });
  await page.goto(base + path);
  await times(page).first().waitFor();
  const next = button(page, "Next month");
  for (let months = 0; months < 4 && (await next.isEnabled()); months++) {
    await next.click();
    await page.locator("[aria-busy=false]").waitFor();
    await page
      .getByText(/or later|^\d+:\d\d [AP]M$/i)
      .first()
      .waitFor();
  }
  await page.getByText(/Nothing is open in .* or later/).waitFor();
  assert.equal(await next.isDisabled(), true);
  assert.equal(await button(page, /^Look in/).count(), 0);
  await button(page, /Time zone: Kolkata/).click();
  const search = page.getByRole("combobox", { name: "City or zone" });
  for (const [wanted, city] of [
    ["kolkata", "Kolkata"],
    ["calcutta", "Kolkata"],
    ["kyiv", "Kyiv"],
    ["saigon", "Ho Chi Minh"],
    ["kathmandu", "Kathmandu"],
  ] as const) {
    await search.fill(wanted);
    await page.getByRole("option", { name: city }).waitFor();
  }
});

test("a time that is gone when it is chosen is replaced at once", async () => {
  const { base, visitor, offer } = counter;
  const { path } = await offer();
  const [one, other] = [await visitor(), await visitor()];
  await Promise.all([one.goto(base + path), other.goto(base + path)]);
  await times(other).first().waitFor();
  await times(one).first().click();
  await one.getByText(/We keep this time for you until/).waitFor();
  await times(other).first().click();
  await other
    .getByRole("alert")
    .getByText(/Somebody was faster/)
    .waitFor();
  // Going back gives the time to others.
  await button(one, "Change time").click();
  await times(one).first().waitFor();
});

test("a booking is moved and cancelled by its links", async () => {
  const { base, visitor, offer } = counter;
  const { path, slug } = await offer({ title: "Portrait" });
  const page = await visitor();
  await page.goto(base + path);
  await times(page).first().click();
  await fillIn(page);
  await button(page, "Book").click();
  await page.getByRole("link", { name: "Reschedule" }).click();
  await page.getByText("The booking stays where it is until you confirm another time.").waitFor();
  await axe(page);
  await times(page).nth(1).click();
  const start = chosenTime(page);
  await page.getByRole("textbox", { name: "Reason for the change (optional)", exact: true }).fill("A train");
  await button(page, "Move the booking").click();
  await heading(page, "Your booking is moved").waitFor();
  const stored = async () => (await counter.bookings()).find(({ type }) => type === slug);
  assert.deepEqual([(await stored()).startTime, (await stored()).rescheduleReason], [start, "A train"]);
  await page.getByRole("link", { name: "Cancel booking" }).click();
  await button(page, "Yes, cancel it").click();
  await heading(page, "Your booking is cancelled").waitFor();
  assert.equal((await stored()).status, "cancelled");
});

test("on a phone the steps stack, nothing is cut off, and what was chosen stays in view", async () => {
  const { base, visitor, offer } = counter;
  const { path } = await offer({ title: "A long talk about everything there is", lengthOptions: [15, 30, 60] });
  const page = await visitor({ viewport: { width: 360, height: 740 }, hasTouch: true });
  await page.goto(base + path);
  const narrow = async () => assert.equal(await page.evaluate("document.documentElement.scrollWidth"), 360);
  await narrow();
  for (const target of [times(page).first(), page.getByRole("gridcell").getByRole("button").first()])
    assert.ok((await target.boundingBox())!.height >= 44);
  await button(page, "1 hr").click();
  await times(page).first().click();
  await narrow();
  await button(page, "Book").scrollIntoViewIfNeeded();
  const summary = (await page.getByRole("heading", { level: 1 }).boundingBox())!;
  assert.ok(summary.y >= 0 && summary.y < 100, String(summary.y));
});

test("everything can be done with the keyboard", async () => {
  const { base, visitor, offer } = counter;
  const { path } = await offer();
  const page = await visitor();
  await page.goto(base + path);
  await times(page).first().waitFor();
  const focused = () => page.evaluate<string | null>("document.activeElement?.getAttribute('data-date') ?? null");
  for (let presses = 0; presses < 20 && !(await focused()); presses++) await page.keyboard.press("Tab");
  const first = (await focused())!;
  await page.keyboard.press("ArrowDown");
  const later = (await focused())!;
  assert.equal(Date.parse(later) - Date.parse(first), 7 * 86_400_000);
  await page.keyboard.press("PageDown");
  assert.notEqual((await focused())!.slice(0, 7), later.slice(0, 7));
  await page.keyboard.press("PageUp");
  await page.locator("[aria-busy=false]").waitFor();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  for (let presses = 0; presses < 4; presses++) {
    if (await page.evaluate("document.activeElement?.classList.contains('slot')")) break;
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  // The form takes the focus once it is there.
  await page.getByRole("textbox", { name: "Name" }).and(page.locator(":focus")).waitFor();
  await page.keyboard.type("Maria Garcia");
  await page.keyboard.press("Tab");
  await page.keyboard.type("maria@example.com");
  await page.keyboard.press("Enter");
  await heading(page, "You are booked").waitFor();
});

test("it speaks German, asks what has to be asked, and says beside the field what is missing", async () => {
  const { base, visitor, offer } = counter;
  const bookingFields = [
    {
      name: "new",
      type: "radio",
      label: "Neu hier?",
      required: true,
      options: ["ja", "nein"].map((value) => ({ value, label: value })),
    },
    {
      name: "from",
      type: "text",
      label: "Woher kennen Sie uns?",
      required: true,
      showIf: { field: "new", in: ["ja"] },
    },
    { name: "terms", type: "boolean", label: "Ich nehme die Bedingungen an", required: true },
  ];
  const { path } = await offer({ title: "Beratung", bookingFields, locations: [{ type: "phone" }], price: 2500 });
  const page = await visitor({ locale: "de-DE", timezoneId: "Europe/Berlin" });
  await page.goto(base + path);
  await times(page).first().waitFor();
  assert.match((await times(page).first().textContent())!, /^\d\d:\d\d$/);
  await button(page, /Zeitzone.*Berlin/).click();
  await page.getByRole("combobox", { name: "Stadt oder Zone" }).fill("tokyo");
  await axe(page);
  await page.keyboard.press("Enter");
  await button(page, /Zeitzone: Tokyo/).waitFor();
  await axe(page);
  await times(page).first().click();
  await button(page, "Buchen").click();
  await page.getByText("Bitte nennen Sie Ihren Namen.").waitFor();
  assert.equal(await page.getByRole("textbox", { name: /Woher/ }).count(), 0);
  await page.getByText("ja", { exact: true }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Jörg");
  await page.getByRole("textbox", { name: "E-Mail-Adresse" }).fill("joerg@example.com");
  await page.getByRole("textbox", { name: /Telefonnummer/ }).fill("12");
  await page.getByRole("textbox", { name: /Woher/ }).fill("Vom Hafen");
  await page.getByRole("checkbox").check();
  await axe(page);
  await button(page, "Buchen").click();
  await page.getByText("Das sieht nicht nach einer Telefonnummer aus.").waitFor();
  await page.getByRole("textbox", { name: /Telefonnummer/ }).fill("+49 40 1234567");
  await button(page, "Buchen").click();
  await heading(page, "Gebucht").waitFor();
  await axe(page);
});

test("a person's page leads on, and stays plain where no scripts run", async () => {
  const { base, visitor, offer } = counter;
  const { path } = await offer({ title: "Studio visit" });
  const home = path.split("/").slice(0, -1).join("/");
  const page = await visitor();
  await page.goto(base + home);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await axe(page);
  await page.getByRole("link", { name: /Studio visit/ }).click();
  await times(page).first().waitFor();
  await axe(page);
  const plain = await visitor({ javaScriptEnabled: false });
  const answer = (await plain.goto(base + path))!;
  await button(plain, "Continue").waitFor();
  const policy = answer.headers()["content-security-policy"]!;
  assert.match(
    policy,
    /script-src 'self' 'sha256-[^']+'; style-src 'self'( 'sha256-[^']+'){2}; font-src 'self'; connect-src 'self';/,
  );
  assert.match(policy, /frame-ancestors 'none'/);
  assert.equal(answer.headers()["x-frame-options"], "DENY");
});
