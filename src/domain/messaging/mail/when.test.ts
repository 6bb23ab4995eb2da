import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Locale } from "./locale.ts";
import { durationInWords, momentInWords, shortMoment, spanInWords } from "./when.ts";
import { zoneInWords } from "./zone.ts";

const start = "2027-03-09T09:00:00Z";
const end = "2027-03-09T09:30:00Z";

describe("times in words", () => {
  const spans: [locale: Locale, zone: string, said: string][] = [
    ["en", "Europe/Berlin", "Tuesday, 9 March 2027, 10:00–10:30 (Berlin time)"],
    ["de", "Europe/Berlin", "Dienstag, 9. März 2027, 10:00–10:30 Uhr (Ortszeit Berlin)"],
    ["es", "Europe/Madrid", "martes, 9 de marzo de 2027, 10:00–10:30 (hora de Madrid)"],
    ["fr", "Europe/Paris", "mardi 9 mars 2027, 10:00–10:30 (heure de Paris)"],
    ["pt", "America/Sao_Paulo", "terça-feira, 9 de março de 2027, 06:00–06:30 (horário de Brasília)"],
  ];
  for (const [locale, zone, said] of spans) {
    it(`say ${said}`, () => assert.equal(spanInWords({ locale, zone }, start, end), said));
  }

  it("follow the clock of the reader's country, not only the language", () => {
    const newYork = spanInWords(
      { locale: "en", zone: "America/New_York" },
      "2027-03-09T15:00:00Z",
      "2027-03-09T17:30:00Z",
    );
    assert.equal(newYork, "Tuesday, March 9, 2027, 10:00 AM – 12:30 PM (New York time)");
    assert.match(spanInWords({ locale: "es", zone: "America/Mexico_City" }, start, end), /3:00 a\.m\. – 3:30 a\.m\./);
    assert.match(spanInWords({ locale: "en", zone: "Asia/Tokyo" }, start, end), /Tuesday, 9 March 2027, 18:00–18:30/);
    assert.match(spanInWords({ locale: "de", zone: "America/New_York" }, start, end), /04:00–04:30 Uhr/);
  });

  it("give an end on another day its own date", () => {
    const span = spanInWords({ locale: "en", zone: "Asia/Tokyo" }, "2027-03-09T14:30:00Z", "2027-03-09T15:30:00Z");
    assert.equal(span, "Tuesday, 9 March 2027, 23:30 – Wednesday, 10 March 2027, 00:30 (Tokyo time)");
  });

  it("show the wall time on both sides of the night the clocks go forward", () => {
    const berlin = { locale: "en", zone: "Europe/Berlin" } as const;
    assert.match(spanInWords(berlin, "2027-03-28T00:30:00Z", "2027-03-28T01:30:00Z"), /28 March 2027, 01:30–03:30/);
    assert.match(spanInWords(berlin, "2027-03-27T09:00:00Z", "2027-03-27T09:30:00Z"), /27 March 2027, 10:00–10:30/);
    assert.match(spanInWords(berlin, "2027-03-29T08:00:00Z", "2027-03-29T08:30:00Z"), /29 March 2027, 10:00–10:30/);
  });

  it("tell the two half past twos apart on the night the clocks go back", () => {
    const berlin = { locale: "en", zone: "Europe/Berlin" } as const;
    assert.equal(
      spanInWords(berlin, "2027-10-31T00:30:00Z", "2027-10-31T01:15:00Z"),
      "Sunday, 31 October 2027, 02:30 UTC+2 – 02:15 UTC+1 (Berlin time)",
    );
    assert.match(
      momentInWords({ ...berlin, locale: "de" }, "2027-10-31T01:30:00Z"),
      /02:30 Uhr UTC\+1 \(Ortszeit Berlin\)/,
    );
    assert.match(spanInWords(berlin, "2027-10-31T09:00:00Z", "2027-10-31T09:30:00Z"), /10:00–10:30 \(Berlin time\)/);
  });

  it("are short in subjects, and still say the weekday and whose zone", () => {
    assert.equal(shortMoment({ locale: "en", zone: "Europe/London" }, start), "Tue 9 March, 09:00 (London time)");
    assert.equal(shortMoment({ locale: "fr", zone: "Europe/Paris" }, start), "mar. 9 mars, 10:00 (heure de Paris)");
  });

  it("say how long in the largest unit that fits", () => {
    assert.deepEqual(
      [15, 60, 1440, 10_080, 90].map((minutes) => durationInWords("en", minutes)),
      ["15 minutes", "1 hour", "1 day", "7 days", "90 minutes"],
    );
    assert.equal(durationInWords("de", 10_080), "7 Tage");
  });
});

describe("the zone in words", () => {
  const zones: [locale: Locale, zone: string, said: string][] = [
    ["en", "America/Los_Angeles", "Los Angeles time"],
    ["en", "America/Argentina/Buenos_Aires", "Buenos Aires time"],
    ["en", "Asia/Calcutta", "Kolkata time"],
    ["en", "Europe/Oslo", "Oslo time"],
    ["en", "US/Pacific", "Los Angeles time"],
    ["en", "UTC", "UTC"],
    ["en", "Etc/GMT+5", "UTC−5"],
    ["en", "Etc/GMT-3", "UTC+3"],
    ["en", "CET", "CET"],
    ["de", "Europe/Vienna", "Ortszeit Wien"],
    ["de", "Asia/Kolkata", "Ortszeit Kalkutta"],
    ["es", "America/New_York", "hora de Nueva York"],
    ["fr", "Europe/Amsterdam", "heure d’Amsterdam"],
    ["fr", "Africa/Cairo", "heure du Caire"],
    ["fr", "Atlantic/Azores", "heure des Açores"],
    ["pt", "Europe/London", "horário de Londres"],
    ["pt", "Africa/Cairo", "horário do Cairo"],
  ];
  for (const [locale, zone, said] of zones) {
    it(`calls ${zone} ${said}`, () => assert.equal(zoneInWords(locale, zone), said));
  }
});
