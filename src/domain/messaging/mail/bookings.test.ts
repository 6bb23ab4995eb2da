import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { attendeeMailKinds, type BookingFacts, bookingMailKinds, hostMailKinds } from "./booking-facts.ts";
import { bookingMail } from "./bookings.ts";
import { exampleFacts } from "./examples.ts";
import { locales } from "./locale.ts";

const facts: BookingFacts = {
  business: exampleFacts.business,
  recipientName: "Maria Weber",
  event: "Consultation",
  hosts: ["James Hart", "Ada Lee"],
  attendees: ["Maria Weber (maria@example.org)"],
  bookerName: "Maria Weber",
  place: ["Zoom", "https://zoom.example/j/1"],
  start: "2027-03-09T09:00:00Z",
  end: "2027-03-09T09:30:00Z",
  zone: "Europe/Berlin",
  price: { amount: 4500, currency: "eur" },
  reason: "James is ill.",
  note: "I bring the papers.",
  answers: [{ question: "Topic", answer: "Taxes" }],
  until: "2027-03-08T11:00:00Z",
  links: {
    book: "https://studio.example/james/consultation",
    cancel: "https://studio.example/booking/1/cancel",
    reschedule: "https://studio.example/booking/1/reschedule",
    join: "https://zoom.example/j/1",
    ics: "https://studio.example/1.ics",
    answer: "https://studio.example/booking/1/answer",
    accept: "https://studio.example/booking/1/accept",
  },
};
const bare: BookingFacts = {
  business: { name: "Studio Nord" },
  recipientName: "",
  event: "Consultation",
  hosts: [],
  attendees: [],
  bookerName: "",
  place: [],
  start: facts.start,
  end: facts.end,
  zone: "UTC",
};
const mail = (kind: (typeof bookingMailKinds)[number], more: Partial<BookingFacts> = {}) =>
  bookingMail(kind, "en", { ...facts, ...more });

describe("every mail about a booking", () => {
  for (const kind of bookingMailKinds)
    for (const locale of locales)
      it(`${kind} in ${locale} is complete`, () => {
        for (const given of [facts, bare]) {
          const { subject, html, text } = bookingMail(kind, locale, given);
          for (const part of [subject, html, text]) {
            assert.ok(part.length > 10);
            assert.doesNotMatch(part, /undefined|\bnull\b|NaN|\[object|Invalid/);
          }
          for (const part of [subject, text]) assert.doesNotMatch(part, /[{}<>!]/);
          assert.match(html, new RegExp(`<html lang="${locale}"`));
          assert.match(text, /Consultation/);
          assert.match(text, /Studio Nord/);
        }
      });

  it("tells a host who comes and an attendee with whom; links of the one never reach the other", () => {
    for (const kind of attendeeMailKinds) {
      const { text } = mail(kind);
      assert.match(text, /With: James Hart\n {2}Ada Lee/, kind);
      assert.doesNotMatch(text, /\/(answer|accept)$/m, kind);
    }
    for (const kind of hostMailKinds) {
      assert.match(mail(kind).text, /Who: Maria Weber \(maria@example\.org\)/, kind);
      assert.doesNotMatch(mail(kind).text, /\/(cancel|reschedule)$/m, kind);
    }
  });

  it("strikes out what no longer takes place, says why, and nothing of price or place", () => {
    for (const kind of ["bookingCancelled", "bookingRejected", "hostCancelled"] as const) {
      const { text, html } = mail(kind);
      assert.match(html, /<s>Tuesday, 9 March 2027/);
      assert.match(text, /Reason: James is ill\./);
      assert.doesNotMatch(text, /€|zoom|Taxes|papers/);
    }
    assert.match(mail("bookingCancelled").text, /Book another time:\nhttps:\/\/studio\.example\/james\/consultation/);
  });

  it("says what was asked, what it costs and where it is", () => {
    const { text } = mail("bookingConfirmed");
    for (const line of [
      "What: Consultation",
      "Topic: Taxes",
      "Price: €45.00",
      "Where: Zoom",
      "Note: I bring the papers.",
    ])
      assert.ok(text.includes(line), line);
    assert.match(text, /You will meet James Hart and Ada Lee\./);
    assert.match(text, /Join the meeting:\nhttps:\/\/zoom\.example\/j\/1/);
  });

  it("asks a host for an answer, and by when", () => {
    const { text } = mail("hostRequest");
    assert.match(text, /Please answer by Monday, 8 March 2027, 12:00 \(Berlin time\)/);
    assert.match(text, /Confirm or decline:\nhttps:\/\/studio\.example\/booking\/1\/answer/);
    assert.match(mail("hostInstant").text, /Accept the meeting:\nhttps:\/\/studio\.example\/booking\/1\/accept/);
  });

  it("escapes whatever people typed, and lets nothing add a header or a line", () => {
    const evil = '<script>alert("x")</script>';
    const { html } = mail("hostBooked", {
      event: evil,
      attendees: [evil],
      answers: [{ question: evil, answer: evil }],
      place: [evil],
    });
    assert.doesNotMatch(html, /<script/);
    const { subject, text } = mail("hostBooked", {
      event: "Talk\r\nBcc: x@y.example",
      bookerName: "Maria\nPrice: free",
    });
    assert.doesNotMatch(subject, /[\r\n]/);
    assert.doesNotMatch(text, /^(Bcc|Price: free)/m);
    // Public forms take any name: a mail does not carry an advertisement to strangers.
    assert.doesNotMatch(mail("bookingInvitation", { bookerName: "win-money.example/now" }).text, /win-money/);
  });
});
