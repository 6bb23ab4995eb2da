import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { appointmentMail } from "./appointments.ts";
import { exampleFacts } from "./examples.ts";
import { type AppointmentFacts, appointmentMailKinds, customerMailKinds, employeeMailKinds } from "./facts.ts";
import { locales } from "./locale.ts";
import { texts } from "./texts/index.ts";

const mail = (changes: Partial<AppointmentFacts> = {}, kind: (typeof appointmentMailKinds)[number] = "confirmation") =>
  appointmentMail(kind, "en", { ...exampleFacts, ...changes });
const bare: AppointmentFacts = {
  business: { name: "Studio Nord" },
  customerName: "",
  serviceName: "Haircut",
  start: exampleFacts.start,
  end: exampleFacts.end,
  zone: "UTC",
};

describe("every mail about an appointment", () => {
  for (const kind of appointmentMailKinds) {
    for (const locale of locales) {
      it(`${kind} in ${locale} is complete`, () => {
        for (const facts of [exampleFacts, bare]) {
          const { subject, html, text } = appointmentMail(kind, locale, facts);
          for (const part of [subject, html, text]) {
            assert.ok(part.length > 10);
            assert.doesNotMatch(part, /undefined|\bnull\b|NaN|\[object|Invalid/);
          }
          for (const part of [subject, text]) assert.doesNotMatch(part, /[{}<>!]/);
          assert.doesNotMatch(html.replace(/<style>[\s\S]*?<\/style>/, ""), /[{}]/);
          assert.match(html, new RegExp(`<html lang="${locale}"`));
          assert.match(text, /Haircut/);
          assert.match(text, /Studio Nord/);
        }
      });

      it(`${kind} in ${locale} says the same in text as in HTML`, () => {
        const { html, text } = appointmentMail(kind, locale, exampleFacts);
        const inHtml = [...html.matchAll(/href="([^"]+)"/g)].map(([, url]) => url!);
        assert.deepEqual(
          [...new Set(inHtml)].filter((url) => !text.includes(url)),
          [],
        );
        const { bareLink } = texts[locale].words;
        const written = /<body[\s\S]*/
          .exec(html)![0]
          .replace(/<!--[\s\S]*?-->/g, "")
          .split(/<[^>]*>|&nbsp;·&nbsp;|\n/);
        const lost = written
          .slice(2)
          .filter((piece) => piece.trim() && !text.includes(piece.trim()) && piece !== bareLink);
        assert.deepEqual(lost, [preview(lost)]);
      });
    }
  }
});

/** The hidden line that inboxes show beside the subject repeats what stands below. */
const preview = (lost: string[]) => lost.find((piece) => piece.includes(". ")) ?? "";

describe("a confirmation", () => {
  it("tells what, with whom, when, where and for how much", () => {
    const { subject, text } = mail();
    assert.equal(subject, "Booked: Haircut, Tue, 9 March, 10:00 (Berlin time)".replace("Tue,", "Tue"));
    for (const line of [
      "Hello Maria Weber,",
      "Service: Haircut",
      "Extras: Head massage",
      "With: James",
      "When: Tuesday, 9 March 2027, 10:00–10:30 (Berlin time)",
      "Where: Mitte",
      "Price: €45.00",
      "Deposit: €10.50",
      "Choose another time:\nhttps://studio.example/move/1",
      "Cancel:\nhttps://studio.example/cancel/1",
      "Add to calendar:\nhttps://studio.example/1.ics",
    ]) {
      assert.ok(text.includes(line), line);
    }
    assert.doesNotMatch(text, /Previous time/);
  });

  it("names the reader's zone and not the business's", () => {
    assert.match(
      mail({ zone: "America/New_York" }).text,
      /Tuesday, March 9, 2027, 4:00 AM – 4:30 AM \(New York time\)/,
    );
  });

  it("falls back to the business's address for the place", () => {
    assert.match(mail({ locationName: null, locationAddress: null }).text, /Where: Torstraße 12, 10119 Berlin/);
  });

  it("lists every date of a series in its own wall time, across the change of the clocks", () => {
    const occurrences = ["2027-03-25T09:00:00Z", "2027-04-01T08:00:00Z"];
    const { text } = mail({ start: occurrences[0]!, end: "2027-03-25T09:30:00Z", occurrences });
    assert.match(
      text,
      /Dates: Thursday, 25 March 2027, 10:00–10:30 \(Berlin time\)\n {2}Thursday, 1 April 2027, 10:00–10:30/,
    );
  });

  it("counts yen whole and dinars in thousandths", () => {
    assert.match(mail({ price: { amount: 4500, currency: "jpy" } }).text, /Price: JP¥4,500/);
    assert.match(mail({ price: { amount: 4500, currency: "kwd" } }).text, /Price: KWD\u00a04\.500/);
  });
});

describe("the other mails", () => {
  it("show a new and a previous time where the time has changed", () => {
    const { text, html } = mail({}, "changed");
    assert.match(text, /New time: Tuesday, 9 March 2027, 10:00–10:30 \(Berlin time\)/);
    assert.match(text, /Previous time: Monday, 8 March 2027, 16:00 \(Berlin time\)/);
    assert.match(html, /<s>Monday, 8 March 2027/);
    assert.doesNotMatch(mail({ previousStart: exampleFacts.start }, "changed").text, /Previous time/);
  });

  it("strike through what no longer holds, give the reason, and ask for no money", () => {
    for (const kind of ["cancelled", "rejected", "employeeCancelled"] as const) {
      const { html, text } = mail({}, kind);
      assert.match(html, /<s>Tuesday, 9 March 2027/);
      assert.match(text, /Reason: James is ill\./);
      assert.doesNotMatch(text, /€/);
    }
  });

  it("say until when an offer stands", () => {
    const { text } = mail({}, "waitlistOffer");
    assert.match(text, /accept it until Monday, 8 March 2027, 12:00 \(Berlin time\)/);
    assert.match(text, /Take this appointment:\nhttps:\/\/studio\.example\/accept\/1/);
    assert.doesNotMatch(mail({ offerUntil: null }, "waitlistOffer").text, /until Monday/);
  });

  it("let people leave a waitlist, where there is nothing to cancel yet", () => {
    for (const kind of ["waitlistJoined", "waitlistOffer"] as const) {
      assert.match(mail({}, kind).text, /Leave the waitlist:\nhttps:\/\/studio\.example\/cancel\/1/);
    }
  });

  it("give a reason only for what was changed or called off", () => {
    assert.match(mail({}, "changed").text, /Reason: James is ill\./);
    assert.doesNotMatch(mail({}, "reminder").text, /Reason/);
  });

  it("lead to the one thing there is to do", () => {
    assert.match(mail({}, "confirmRequest").text, /Confirm appointment:\nhttps:\/\/studio\.example\/confirm\/1/);
    assert.match(mail({}, "reviewRequest").text, /Write a review:\nhttps:\/\/studio\.example\/review\/1/);
    assert.match(mail({}, "cancelled").text, /Book another time:\nhttps:\/\/studio\.example\//);
    assert.match(mail({}, "employeeNew").text, /Open appointment:\nhttps:\/\/studio\.example\/appointments\/1/);
  });

  it("tell employees who comes, and customers who receives them; links of the one never reach the other", () => {
    for (const kind of employeeMailKinds) {
      const { text } = mail({}, kind);
      assert.match(text, /Hello James,/);
      assert.match(text, /Customer: Maria Weber/);
      assert.doesNotMatch(text, /\/(cancel|move|confirm)\/1/);
    }
    for (const kind of customerMailKinds) assert.doesNotMatch(mail({}, kind).text, /appointments\/1|Customer:/);
  });
});

describe("whatever people type", () => {
  const evil = '<script>alert("x")</script>';
  const everywhere: Partial<AppointmentFacts> = {
    business: { ...exampleFacts.business, name: evil, address: evil, phone: evil, email: evil, accentColor: '"><b>' },
    customerName: evil,
    serviceName: evil,
    extras: [evil],
    employeeName: evil,
    locationName: evil,
    reason: evil,
    note: evil,
  };

  it("is escaped everywhere", () => {
    for (const kind of appointmentMailKinds) {
      const { html } = mail(everywhere, kind);
      assert.doesNotMatch(html, /<script|<b>/);
      assert.match(html, /&lt;script&gt;alert\(&quot;x&quot;\)&lt;\/script&gt;/);
    }
  });

  it("cannot add a header or a line that looks like ours", () => {
    const { subject, text } = mail({ serviceName: "Haircut\r\nBcc: x@y.example", customerName: "Maria\nPrice: free" });
    assert.doesNotMatch(subject, /[\r\n]/);
    assert.doesNotMatch(text, /^(Bcc|Price: free)/m);
  });

  it("keeps the lines of a note", () => {
    const { html, text } = mail({ note: "Ring twice.\nThen wait." });
    assert.match(html, /Ring twice\.<br>Then wait\./);
    assert.match(text, /Note: Ring twice\.\n {2}Then wait\./);
  });

  it("becomes a link or a picture only if it is a web address", () => {
    const business = { ...exampleFacts.business, logoUrl: "javascript:alert(1)", url: "javascript:alert(1)" };
    const { html } = mail({ business, links: { cancel: "javascript:alert(1)" } }, "cancelled");
    assert.doesNotMatch(html, /javascript|<img/);
    assert.match(mail().html, /<img src="https:\/\/studio\.example\/logo\.png" alt="Studio Nord"/);
  });
});
