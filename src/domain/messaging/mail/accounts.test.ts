import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { accountMail } from "./accounts.ts";
import { exampleAccountFacts } from "./examples.ts";
import { accountMailKinds } from "./facts.ts";
import { locales } from "./locale.ts";

describe("every mail about an account", () => {
  for (const kind of accountMailKinds) {
    for (const locale of locales) {
      it(`${kind} in ${locale} is complete, with its link in both parts`, () => {
        const { subject, html, text } = accountMail(kind, locale, exampleAccountFacts[kind]);
        for (const part of [subject, html, text]) assert.doesNotMatch(part, /undefined|\bnull\b|NaN|\[object|Invalid/);
        for (const part of [subject, text]) assert.doesNotMatch(part, /[{}<>!]/);
        assert.match(text, /https:\/\/schedly\.example\/go\/1/);
        assert.match(html, /href="https:\/\/schedly\.example\/go\/1"/);
        assert.ok(text.includes("maria@example.org") || /^(invitation|calendarEvent|webhook)/.test(kind));
      });
    }
  }
});

describe("mails about an account", () => {
  it("say how long a link works", () => {
    assert.match(accountMail("magicLink", "en", exampleAccountFacts.magicLink).text, /The link works for 15 minutes\./);
    assert.match(accountMail("invitation", "de", exampleAccountFacts.invitation).text, /Der Link ist 7 Tage gültig\./);
    assert.doesNotMatch(
      accountMail("alreadyRegistered", "en", exampleAccountFacts.alreadyRegistered).text,
      /works for/,
    );
  });

  it("say who invites whom as what", () => {
    const { subject, text } = accountMail("invitation", "en", exampleAccountFacts.invitation);
    assert.equal(subject, "James invites you to Studio Nord");
    assert.match(text, /James would like you to work with Studio Nord on Schedly\./);
    assert.match(text, /Your role: Manager/);
  });

  it("say when and from where somebody signed in", () => {
    const { text } = accountMail("newSignIn", "en", exampleAccountFacts.newSignIn);
    assert.match(
      text,
      /When: Tuesday, 9 March 2027, 10:00 \(Berlin time\)\nDevice: Firefox on Linux\nPlace: Berlin\nIP address: 192\.0\.2\.1/,
    );
  });

  it("do without a button where there is no link", () => {
    const { html, text } = accountMail("passwordChanged", "en", { ...exampleAccountFacts.passwordChanged, link: null });
    assert.doesNotMatch(html, /class="button"/);
    assert.doesNotMatch(text, /Reset password:/);
  });

  it("do not carry a stranger's advertisement in a name", () => {
    const spam = "Win at http://evil.example/now";
    const verify = accountMail("verifyEmail", "en", { ...exampleAccountFacts.verifyEmail, name: spam });
    const invitation = accountMail("invitation", "en", { ...exampleAccountFacts.invitation, inviter: spam });
    for (const { subject, html, text } of [verify, invitation]) assert.doesNotMatch(subject + html + text, /evil/);
    assert.match(verify.text, /^Hello,$/m);
  });

  it("escape what came from a browser", () => {
    const { html } = accountMail("newSignIn", "en", { ...exampleAccountFacts.newSignIn, device: "<script>x</script>" });
    assert.match(html, /&lt;script&gt;x/);
  });
});
