import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { appointmentMail } from "./appointments.ts";
import { exampleFacts } from "./examples.ts";
import { locales } from "./locale.ts";
import { shortWish, wishInWords } from "./wish.ts";

const week = { from: "2027-03-30", to: "2027-04-02" };

describe("what somebody on a waitlist wants", () => {
  it("is told in days, and in hours where they said so, as the reader writes them", () => {
    const table = [
      [
        "en",
        "America/New_York",
        { ...week, earliest: "13:00" },
        "Tuesday, March 30 – Friday, April 2, 2027, 1:00 PM – 12:00 AM (New York time)",
      ],
      ["en", "Europe/London", week, "Tuesday 30 March – Friday 2 April 2027"],
      [
        "de",
        "Europe/Berlin",
        { ...week, latest: "12:30" },
        "Dienstag, 30. März – Freitag, 2. April 2027, 00:00 – 12:30 Uhr (Ortszeit Berlin)",
      ],
      ["fr", "Europe/Paris", { from: week.from, to: week.from }, "mardi 30 mars 2027"],
    ] as const;
    for (const [locale, zone, wish, words] of table) assert.equal(wishInWords({ locale, zone }, wish), words);
    assert.equal(shortWish({ locale: "en", zone: "Europe/Berlin" }, week), "Tue 30 March – Fri 2 April");
  });

  it("stands in the mail in place of a time, in every language", () => {
    for (const locale of locales) {
      const { subject, text } = appointmentMail("waitlistJoined", locale, { ...exampleFacts, wish: week });
      assert.doesNotMatch(subject + text, /10:00|\u202f|\u2009/);
      assert.match(subject, /30.*2/);
    }
  });
});
