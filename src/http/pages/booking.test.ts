import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { openTestInstallation, type TestBusiness, type TestInstallation } from "../../../test/support/installation.ts";
import { formOf, type Reader, readerOf, wordsOf } from "./reader.test-support.ts";

// A salon in Los Angeles, open Monday to Friday 9 to 17. Its clock stands at Monday 1 March 2027, 8:00 there.
const monday = Date.parse("2027-03-01T16:00:00Z");

describe("booking in a browser without scripts", () => {
  let installation: TestInstallation;
  let salon: TestBusiness;
  let reader: Reader;
  before(async () => {
    installation = await openTestInstallation({ settings: { CLOCK: "virtual" } });
    installation.app.services.clock!.setOffset(monday - Date.now());
    salon = await installation.business({ name: "Sarah's <Salon>", subdomain: "sarahssalon" });
    reader = readerOf(installation);
  });
  after(() => installation.close());

  const make = async (path: string, body: object, of = salon) => {
    const answer = await of.call("POST", `/api/services/${path}`, body);
    assert.ok(answer.status < 300, answer.text);
    return answer.body;
  };
  const service = (draft: object = {}, of = salon) =>
    make("services", { name: "Haircut", duration: 30, price: 3500, ...draft }, of);
  const appointments = async (of = salon) => (await of.call("GET", "/api/services/appointments")).body as any[];

  it("leads from the business to a booked appointment", async () => {
    await service({ name: "Trim", description: "Short & sweet" });
    const page = await reader.open("/b/sarahssalon");
    assert.equal(page.status, 200);
    assert.match(wordsOf(page), /Trim 30 minutes · \$35\.00 Short & sweet Choose a time/);
    assert.match(wordsOf(page), /Monday 9:00 AM – 5:00 PM .* Saturday Closed/);
    assert.ok(page.text.includes('href="/b/sarahssalon/trim"'));

    const times = await reader.open("/b/sarahssalon/trim");
    const { choices, values } = formOf(times, "/b/sarahssalon/trim/book");
    // An hour's notice, and it is past eight: the first open day is today, from 9:30.
    assert.equal(values.day, "2027-03-01");
    assert.equal(choices.time![0], "2027-03-01T17:30:00Z");
    assert.match(wordsOf(times), /Times on Monday, March 1 9:30 AM .*Times are given in Los Angeles time\./);

    const details = await reader.send(times, "/b/sarahssalon/trim/book", { time: "2027-03-01T18:00:00Z" });
    assert.equal(details.status, 200);
    assert.match(wordsOf(details), /When Monday, March 1, 2027, 10:00 AM – 10:30 AM \(Los Angeles time\)/);
    const booked = await reader.send(details, "/b/sarahssalon/trim/book", {
      name: "Emily Chen",
      email: "emily@example.com",
      note: "No scissors,\r\nplease",
    });
    assert.equal(booked.status, 200);
    assert.match(booked.url, /^\/appointments\/apt_\w+\?new=1$/);
    assert.match(wordsOf(booked), /Booked for Monday, March 1, 2027, 10:00 AM \(Los Angeles time\)\./);
    const [appointment] = await appointments();
    assert.deepEqual(
      [appointment.startTime, appointment.customer.email, appointment.notes, appointment.source, appointment.status],
      ["2027-03-01T18:00:00Z", "emily@example.com", "No scissors,\nplease", "page", "approved"],
    );
  });

  it("books once when the button is pressed twice", async () => {
    await service({ name: "Twice" });
    const details = await reader.open("/b/sarahssalon/twice/book?time=2027-03-02T18:00:00Z");
    const filled = { name: "Emily Chen", phone: "+1 415 555 0102" };
    const [one, two] = await Promise.all([1, 2].map(() => reader.send(details, "/b/sarahssalon/twice/book", filled)));
    assert.equal(one!.status, 200, wordsOf(one!));
    assert.equal(one!.url, two!.url);
  });

  it("shows the week around a day, the days that are closed, and what comes next", async () => {
    await service({ name: "Weekly", bookingWindowDays: 14 });
    const page = await reader.open("/b/sarahssalon/weekly?day=2027-03-10");
    const days = [...page.text.matchAll(/name="day" value="([\d-]+)" formnovalidate( disabled)?/g)];
    assert.deepEqual(
      days.map(([, date, disabled]) => (disabled ? `(${date})` : date)),
      [
        // The previous and the next week, then the days of this one.
        "2027-03-01",
        "2027-03-15",
        ...["2027-03-08", "2027-03-09", "2027-03-10", "2027-03-11", "2027-03-12", "(2027-03-13)", "(2027-03-14)"],
      ],
    );
    assert.equal(formOf(page, "/b/sarahssalon/weekly").values.day, "2027-03-10");
    const last = await reader.open("/b/sarahssalon/weekly?day=2027-03-15");
    assert.equal(last.text.includes("Next week"), false);
  });

  it("says when the next open day is, or that there is none", async () => {
    const shop = await installation.business({ subdomain: "rarely" });
    await service({}, shop);
    const closed = { weekly: [], overrides: [{ date: "2027-04-20", ranges: [{ start: "09:00", end: "10:00" }] }] };
    await shop.call("PATCH", "/api/services/company-settings", { openingHours: closed });
    const found = await reader.open("/b/rarely/haircut");
    assert.match(wordsOf(found), /No times are open in this week\. Next open day: Tuesday, April 20/);
    const there = await reader.send(found, "/b/rarely/haircut", { day: "2027-04-20" });
    assert.equal(formOf(there, "/b/rarely/haircut/book").choices.time!.length, 2);
    await shop.call("PATCH", "/api/services/company-settings", { openingHours: { overrides: [] } });
    assert.match(
      wordsOf(await reader.open("/b/rarely/haircut")),
      /No times are open in the coming weeks\. Please contact/,
    );
  });

  it("takes extras, a wish for somebody and the place along", async () => {
    const shop = await installation.business({ subdomain: "chain" });
    const cut = await service({}, shop);
    const massage = await make("extras", { name: "Massage", price: 900, duration: 10, serviceId: cut.id }, shop);
    const towel = await make("extras", { name: "Towel", price: 300, maxQuantity: 3, serviceId: cut.id }, shop);
    await make("employees", { name: "James Wilson" }, shop);
    const places = [await make("locations", { name: "North" }, shop), await make("locations", { name: "South" }, shop)];
    const times = await reader.open("/b/chain/haircut");
    const { choices, values } = formOf(times, "/b/chain/haircut");
    assert.deepEqual(
      choices.location,
      places.map(({ id }) => String(id)),
    );
    assert.deepEqual([values.location, choices[`extra-${towel.id}`]], [String(places[0].id), ["0", "1", "2", "3"]]);
    const james = choices.employee![2]!;
    const chosen = {
      location: String(places[1].id),
      employee: james,
      [`extra-${massage.id}`]: "1",
      [`extra-${towel.id}`]: "2",
    };
    const longer = await reader.send(times, "/b/chain/haircut", { ...chosen, day: "2027-03-03" });
    // Forty minutes now: 9:00, 9:40 …
    assert.equal(formOf(longer, "/b/chain/haircut/book").choices.time![1], "2027-03-03T17:40:00Z");
    const details = await reader.send(longer, "/b/chain/haircut/book", { time: "2027-03-03T17:40:00Z" });
    assert.match(
      wordsOf(details),
      /9:40 AM – 10:20 AM .* With James Wilson Where South Extras Massage, 2 × Towel Price \$50\.00/,
    );
    const booked = await reader.send(details, "/b/chain/haircut/book", { name: "Emily", email: "emily@example.com" });
    assert.equal(booked.status, 200);
    const [{ employee, location, price, extras }] = await appointments(shop);
    assert.deepEqual([employee.name, location.name, price, extras.length], ["James Wilson", "South", 5000, 2]);
  });

  it("does not lose an extra that was ticked at the last moment", async () => {
    const shop = await installation.business({ subdomain: "late" });
    const cut = await service({}, shop);
    const [short, long] = [
      await make("extras", { name: "Wax", duration: 10, serviceId: cut.id }, shop),
      await make("extras", { name: "Dye", duration: 600, serviceId: cut.id }, shop),
    ];
    const times = await reader.open("/b/late/haircut?day=2027-03-04");
    const ticked = (extra: { id: number }, time: string) =>
      reader.send(times, "/b/late/haircut/book", { time: `2027-03-04T${time}:00Z`, [`extra-${extra.id}`]: "1" });
    assert.match(wordsOf(await ticked(short, "17:00")), /9:00 AM – 9:40 AM .* Extras Wax/);
    for (const extra of [short, long]) {
      const refused = await ticked(extra, "17:30");
      assert.equal(refused.status, 409);
      assert.match(wordsOf(refused), /The time you chose is not open with these choices/);
      assert.equal(refused.forms[0]!.values[`extra-${extra.id}`], "1");
    }
  });

  it("offers three other times when the chosen one was lost, and keeps what was typed", async () => {
    await service({ name: "Lost" });
    const details = await reader.open("/b/sarahssalon/lost/book?time=2027-03-04T18:00:00Z");
    await reader.send(details, "/b/sarahssalon/lost/book", { name: "Quick", email: "quick@example.com" });
    const typed = { name: "Slow <b>", email: "slow@example.com", note: "</textarea>Hi" };
    const late = await reader.open("/b/sarahssalon/lost/book?time=2027-03-04T18:30:00Z");
    const lost = await reader.send(late, "/b/sarahssalon/lost/book", { ...typed, time: "2027-03-04T18:00:00Z" });
    assert.equal(lost.status, 409);
    assert.match(wordsOf(lost), /has just been taken\. Nothing was booked/);
    const { choices, values } = formOf(lost, "/b/sarahssalon/lost/book");
    assert.equal(choices.time!.length, 3);
    assert.deepEqual(
      [values.name, values.email, values.note, values.time],
      [typed.name, typed.email, typed.note, undefined],
    );
    const booked = await reader.send(lost, "/b/sarahssalon/lost/book", { time: choices.time![0]! });
    assert.equal(booked.status, 200);
    assert.match(wordsOf(booked), /Your appointment is booked/);
  });

  it("says beside each field what is wrong, and keeps what was typed", async () => {
    await service({ name: "Fields" });
    const details = await reader.open("/b/sarahssalon/fields/book?time=2027-03-05T18:00:00Z");
    const typed = { name: " ", email: "nope", phone: "call me", note: "x".repeat(6000) };
    const wrong = await reader.send(details, "/b/sarahssalon/fields/book", typed);
    assert.equal(wrong.status, 422);
    assert.match(wrong.title, /^Please check/);
    for (const field of ["name", "email", "phone", "note"]) {
      assert.match(wrong.text, new RegExp(`id="${field}-wrong"`), field);
      assert.match(
        wrong.text,
        new RegExp(`id="${field}"[^>]*aria-describedby="[^"]*${field}-wrong"[^>]*aria-invalid`),
        field,
      );
    }
    const { values } = formOf(wrong, "/b/sarahssalon/fields/book");
    assert.deepEqual([values.email, values.phone, values.note], [typed.email, typed.phone, typed.note]);
    const nobody = await reader.send(wrong, "/b/sarahssalon/fields/book", {
      name: "Ada",
      email: "",
      phone: "",
      note: "",
    });
    assert.equal(nobody.status, 422);
    assert.match(wordsOf(nobody), /Please give an email address or a phone number/);
    const booked = await reader.send(nobody, "/b/sarahssalon/fields/book", { name: "Ada", phone: "+1 415 555 0199" });
    assert.match(wordsOf(booked), /Your appointment is booked/);
  });

  it("asks what the business asks with the service, and shows the answers with the appointment", async () => {
    const { id } = await service({ name: "Colour" });
    const ask = (draft: object) => make("custom-fields", { serviceIds: [id], ...draft });
    await ask({ label: "Any allergies?", required: true, helpText: "Latex, say" });
    const options = [
      { value: "l", label: "Long" },
      { value: "s", label: "Short" },
    ];
    await ask({ label: "Hair", type: "radio", options, position: 1 });
    await ask({ label: "Formula", visibleToCustomers: false });
    const path = "/b/sarahssalon/colour/book";
    const details = await reader.open(`${path}?time=2027-03-03T18:00:00Z`);
    assert.match(wordsOf(details), /Any allergies\? Latex, say Hair \(optional\) Long Short/);
    assert.doesNotMatch(wordsOf(details), /Formula/);
    const filled = { name: "Emily Chen", email: "emily@example.com", "q.hair": "s" };
    const refused = await reader.send(details, path, filled);
    assert.equal(refused.status, 422);
    assert.match(refused.text, /id="q.any-allergies"[^>]*aria-invalid/);
    const booked = await reader.send(refused, path, { "q.any-allergies": "Latex" });
    assert.match(wordsOf(booked), /Any allergies\? Latex Hair Short/);
    const made = (await appointments()).find(({ serviceId }) => serviceId === id);
    assert.deepEqual(made.customFields, { "any-allergies": "Latex", hair: "s" });
  });

  it("sends a request where the business decides, and no more of them than it allows", async () => {
    const shop = await installation.business({ subdomain: "choosy" });
    await service({ requiresConfirmation: true }, shop);
    await shop.call("PATCH", "/api/services/company-settings", { maxPendingPerCustomer: 1 });
    const request = async (time: string) => {
      const details = await reader.open(`/b/choosy/haircut/book?time=${time}`);
      assert.match(wordsOf(details), /Send request/);
      return reader.send(details, "/b/choosy/haircut/book", { name: "Emily", email: "emily@example.com" });
    };
    const sent = await request("2027-03-04T18:00:00Z");
    assert.match(wordsOf(sent), /You have asked for Thursday, March 4.* Status Awaiting confirmation/);
    const refused = await request("2027-03-05T18:00:00Z");
    assert.equal(refused.status, 429);
    assert.match(wordsOf(refused), /Several of your requests are still waiting/);
  });

  it("shows the places that are left in a group", async () => {
    await service({ name: "Class", enableGroupBooking: true, maxCapacity: 6 });
    const details = await reader.open("/b/sarahssalon/class/book?time=2027-03-09T18:00:00Z");
    const booked = await reader.send(details, "/b/sarahssalon/class/book", {
      name: "Emily",
      email: "emily@example.com",
    });
    assert.match(booked.url, /^\/appointments\/\w+\?new=1$/);
    assert.match(wordsOf(booked), /Your appointment is booked/);
    const times = await reader.open("/b/sarahssalon/class?day=2027-03-09");
    assert.match(wordsOf(times), /10:00 AM \(places left: 5\)/);
  });

  it("speaks the visitor's language where it can, else the business's, and writes them in it", async () => {
    const shop = await installation.business({ subdomain: "berlin", timeZone: "Europe/Berlin", currency: "eur" });
    await shop.call("PATCH", "/api/services/company-settings", { language: "de" });
    await service({}, shop);
    const german = await reader.open("/b/berlin/haircut", { "accept-language": "it, cs;q=0.5" });
    assert.match(german.text, /<html lang="de">/);
    assert.match(wordsOf(german), /Zeiten am Dienstag, 2\. März 09:00 .*Zeitangaben: Ortszeit Berlin\./);
    assert.match(wordsOf(german), /35,00 €/);
    const french = await reader.open("/b/berlin/haircut/book?time=2027-03-04T11:00:00Z", {
      "accept-language": "fr-CH",
    });
    assert.match(french.text, /<html lang="fr">/);
    const booked = await reader.send(
      french,
      "/b/berlin/haircut/book",
      { name: "Chloé", email: "chloe@example.com" },
      { "accept-language": "fr-CH" },
    );
    assert.match(booked.text, /<html lang="fr">/);
    assert.equal((await appointments(shop))[0].language, "fr");
  });

  it("has nothing for addresses that lead nowhere, and does not show what is switched off", async () => {
    await service({ name: "Gone", active: false });
    for (const url of ["/b/nobody", "/b/sarahssalon/nothing", "/b/sarahssalon/gone", "/b/sarahssalon/gone/book"]) {
      const page = await reader.open(url);
      assert.equal(page.status, 404, url);
      assert.match(wordsOf(page), /There is nothing here/);
    }
    assert.equal((await reader.open("/b/sarahssalon")).text.includes("Gone"), false);
  });

  it("goes back to the times when none was chosen", async () => {
    await service({ name: "Unchosen" });
    const page = await reader.open("/b/sarahssalon/unchosen/book?time=tomorrow");
    assert.match(wordsOf(page), /Please choose a time\./);
    assert.ok(formOf(page, "/b/sarahssalon/unchosen/book").choices.time!.length > 0);
  });

  it("takes what a business wrote about itself for text", async () => {
    const page = await reader.open("/b/sarahssalon");
    assert.ok(page.text.includes("Sarah&#39;s &lt;Salon&gt;"));
    assert.equal(page.text.includes("<Salon>"), false);
  });
});
