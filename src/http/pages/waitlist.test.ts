import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { openTestInstallation, type TestBusiness, type TestInstallation } from "../../../test/support/installation.ts";
import { formOf, type Reader, readerOf, wordsOf } from "./reader.test-support.ts";

// A salon in Los Angeles, open Monday to Friday 9 to 17. Its clock stands at Monday 1 March 2027, 8:00 there.
const monday = Date.parse("2027-03-01T16:00:00Z");

describe("the waitlist's pages", () => {
  let installation: TestInstallation;
  let salon: TestBusiness;
  let reader: Reader;
  let serviceId: number;
  before(async () => {
    installation = await openTestInstallation({ workers: true, settings: { CLOCK: "virtual" } });
    installation.app.services.clock!.setOffset(monday - Date.now());
    salon = await installation.business({ name: "Sarah's Salon", subdomain: "sarahssalon" });
    serviceId = (await salon.call("POST", "/api/services/services", { name: "Haircut", duration: 480 })).body.id;
    reader = readerOf(installation);
  });
  after(() => installation.close());

  const bookedOut = async (date: string) => {
    const body = {
      subdomain: "sarahssalon",
      serviceId,
      startTime: `${date}T17:00:00Z`,
      name: "First",
      phone: "+1 415 555 0101",
    };
    const answer = await installation.send("POST", "/api/services/book", { body });
    assert.equal(answer.status, 201, answer.text);
    return answer.body.uid as string;
  };
  const join = async (date: string, name: string) => {
    const times = await reader.open(`/b/sarahssalon/haircut`);
    const page = await reader.send(times, "/b/sarahssalon/haircut/waitlist");
    const filled = { name, email: `${name}@example.com`, fromDate: date, toDate: date };
    return reader.send(page, "/b/sarahssalon/haircut/waitlist", filled);
  };
  /** Frees the day, and waits until whoever is first in line has been asked. */
  const offered = async (date: string, name: string) => {
    const uid = await bookedOut(date);
    const { url } = await join(date, name);
    await installation.send("POST", "/api/services/appointments/cancel", { body: { uid } });
    await installation.drain();
    return reader.open(url);
  };

  it("let somebody join whom no open time suits", async () => {
    await bookedOut("2027-03-02");
    const page = await join("2027-03-02", "lena");
    assert.match(page.url, /^\/waitlist\/wtl_/);
    assert.match(wordsOf(page), /You are on the waitlist .* Haircut Requested time Tuesday, March 2, 2027/);
    const again = await join("2027-03-02", "lena");
    assert.equal(again.url, "/b/sarahssalon/haircut/waitlist");
    assert.match(wordsOf(again), /You are on the waitlist/);
  });

  it("say which days cannot be waited for, and keep what was typed", async () => {
    const page = await join("2027-02-01", "late");
    assert.equal(page.status, 422);
    assert.match(wordsOf(page), /Please choose a day from today on/);
    assert.equal(formOf(page, "/b/sarahssalon/haircut/waitlist").values.name, "late");
  });

  it("show an offer, and book it with a button", async () => {
    const page = await offered("2027-03-03", "ana");
    assert.match(wordsOf(page), /A place has opened up for you .* 9:00 AM – 5:00 PM .* You can accept it until/);
    const booked = await reader.send(page, `${page.url}/accept`);
    assert.match(booked.url, /^\/appointments\/apt_\w+\?new=1$/);
    assert.match(wordsOf(booked), /Your appointment is booked Booked for Wednesday, March 3/);
    assert.match(wordsOf(await reader.open(page.url)), /Your appointment is booked .* Open appointment/);
  });

  it("let an offer go to the next person, and stay on the list", async () => {
    const page = await offered("2027-03-04", "bea");
    const declined = await reader.send(page, `${page.url}/decline`);
    assert.match(wordsOf(declined), /You are on the waitlist The offer goes to the next person\./);
    const gone = await reader.send(page, `${page.url}/accept`);
    assert.equal(gone.status, 409);
    assert.match(wordsOf(gone), /The offer has run out or was taken back\. Nothing was booked\./);
  });

  it("let go who does not want to wait any more", async () => {
    await bookedOut("2027-03-05");
    const page = await join("2027-03-05", "cleo");
    const left = await reader.send(page, `${page.url}/leave`);
    assert.match(wordsOf(left), /You are not on the waitlist any more/);
    assert.equal(left.forms.length, 0);
  });

  it("are not there for a handle that nobody has", async () => {
    const page = await reader.open(`/waitlist/wtl_${"A".repeat(22)}${salon.id.toString(36)}`);
    assert.equal(page.status, 404);
  });
});
