import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { exampleFacts } from "./examples.ts";
import { ownAppointmentMail, ownVariableNames } from "./own-appointment.ts";
import { renderOwnTemplate, unknownVariables } from "./own-template.ts";
import { ownVariables } from "./own-variables.ts";
import { simpleHtml, textOfSimpleHtml } from "./simple-html.ts";

const ok = (template: string, variables = {}, as?: "html" | "text") => {
  const result = renderOwnTemplate(template, variables, as);
  assert.ok(result.ok, JSON.stringify(result));
  return result.text;
};
const error = (template: string) => {
  const result = renderOwnTemplate(template, { customer_name: "Maria" });
  assert.ok(!result.ok, "It was rendered");
  return result.error;
};

describe("a business's own template", () => {
  it("fills in variables, and leaves unknown ones empty", () => {
    assert.equal(ok("Dear {{ customer_name }}{{ nobody.knows.this }},", { customer_name: "Maria" }), "Dear Maria,");
  });

  it("escapes what it puts in, once, however it gets there", () => {
    const variables = { customer_name: "<b>Ma & 'ria'</b>" };
    const escaped = "&lt;b&gt;Ma &amp; &#39;ria&#39;&lt;/b&gt;";
    assert.equal(ok("{{ customer_name }}", variables), escaped);
    assert.equal(ok("{{ customer_name | escape }}", variables), escaped);
    assert.equal(ok("{% capture x %}{{ customer_name }}{% endcapture %}{{ x }}", variables), escaped);
    assert.equal(ok("{% liquid\necho customer_name\n%}", variables), escaped);
    assert.equal(ok("{{ customer_name }}", variables, "text"), variables.customer_name);
  });

  const mistakes: [template: string, advice: RegExp][] = [
    ["Hello\n{{ customer_name | shout }}", /^Line 2: There is no filter "shout"\./],
    ["{% if customer_name %}Hello", /^Line 1: \{% if %\} is not closed\. Add \{% endif %\}/],
    ["Hello {{ customer_name", /^Line 1: A "\{\{" is not closed/],
    ["Hello {% if", /^Line 1: A "\{%" is not closed/],
    ["x{% endif %}", /\{% endif %\} closes nothing/],
    ['{% include "/etc/passwd" %}', /There is no tag "include"/],
    ['{% render "/etc/passwd" %}', /There is no tag "render"/],
    ['{% layout "/etc/passwd" %}', /There is no tag "layout"/],
    ["{{ customer_name | raw }}", /There is no filter "raw"/],
    ["{{ 'now' | date: '%Y' }}", /There is no filter "date"/],
    ["{% if %}x{% endif %}", /^Line 1: This cannot be read/],
    ["x".repeat(20_001), /too long/],
  ];
  for (const [template, advice] of mistakes) {
    it(`explains what is wrong with ${template.slice(0, 40)}`, () => assert.match(error(template), advice));
  }

  const runaways = [
    "{% for i in (1..100000000) %}x{% endfor %}",
    "{% for i in (1..9000) %}{% for j in (1..9000) %}{% endfor %}{% endfor %}",
    '{% assign s = "aaaaaaaaaa" %}{% for i in (1..40) %}{% assign s = s | append: s %}{% endfor %}{{ s }}',
    `{% for i in (1..900) %}${"x".repeat(500)}{% endfor %}`,
    "{% for a in (1..300) %}{% for b in (1..300) %}{% for c in (1..300) %}xxxxxxxx{% endfor %}{% endfor %}{% endfor %}",
  ];
  for (const template of runaways) {
    it(`stops ${template.slice(0, 50)}`, () => {
      const started = performance.now();
      assert.match(error(template), /shorter/);
      assert.ok(performance.now() - started < 2000);
    });
  }

  it("sees no prototypes", () => {
    assert.equal(ok("{{ customer_name.constructor }}{{ constructor }}{{ __proto__ }}", { customer_name: "x" }), "");
  });

  it("can be checked for misspelt variables", () => {
    assert.deepEqual(
      unknownVariables("{{ customer_name }} {{ custmer }} {% assign x = 1 %}{{ x }}", ownVariableNames),
      ["custmer"],
    );
    assert.deepEqual(unknownVariables("{{ broken", ownVariableNames), []);
  });
});

describe("the variables of a template", () => {
  it("are words for the reader", () => {
    const values = ownVariables("de", exampleFacts);
    assert.deepEqual(Object.keys(values), ownVariableNames);
    assert.equal(values.when, "Dienstag, 9. März 2027, 10:00–10:30 Uhr (Ortszeit Berlin)");
    assert.equal(values.price, "45,00\u00a0€");
    assert.equal(values.cancel_link, "https://studio.example/cancel/1");
    assert.equal(values.place, "Mitte, Torstraße 12, 10119 Berlin");
  });
});

describe("a mail in a business's own words", () => {
  const own = (wording: { subject?: string; body?: string }, facts = exampleFacts) =>
    ownAppointmentMail("confirmation", "en", facts, wording);

  it("puts them where ours stand, and keeps the details and the links", () => {
    const { subject, html, text, problems } = own({
      subject: "See you on {{ date }}",
      body: "Dear {{ customer_name }},\n\nring <b>twice</b>.\nBring {{ extras | join: ', ' }}.",
    });
    assert.equal(subject, "See you on Tuesday, 9 March 2027");
    assert.match(html, /<b>twice<\/b>\.<br>Bring Head massage\./);
    assert.match(text, /Dear Maria Weber,\n\nring twice\.\nBring Head massage\./);
    for (const part of [html, text]) {
      assert.doesNotMatch(part, /is expecting you/);
      assert.match(part, /cancel\/1/);
      assert.match(part, /10:00–10:30 \(Berlin time\)/);
    }
    assert.deepEqual(problems, []);
  });

  it("leaves alone what has no own wording", () => {
    assert.match(own({ subject: "Hi" }).text, /is expecting you/);
    assert.match(own({ body: "Hi" }).subject, /^Booked: Haircut/);
    assert.match(own({ body: "{% if false %}x{% endif %}" }).text, /is expecting you/, "nor when it comes out empty");
  });

  it("goes out in our words when a template is broken, and says what to mend", () => {
    const { subject, text, problems } = own({ subject: "{{ x", body: "{{ x | y }}" });
    assert.match(subject, /^Booked: Haircut/);
    assert.match(text, /is expecting you/);
    assert.equal(problems.length, 2);
  });

  it("lets nobody's name become markup", () => {
    const { html } = own(
      { body: "<p>{{ customer_name }}</p>" },
      { ...exampleFacts, customerName: "<script>x</script>" },
    );
    assert.doesNotMatch(html, /<script/);
  });
});

describe("simple HTML", () => {
  const cases: [given: string, kept: string][] = [
    ["<p>One <strong>two</strong></p>", "<p>One <strong>two</strong></p>"],
    ["One\n\nTwo\nthree", "<p>One</p>\n<p>Two<br>three</p>"],
    ["<p onclick=\"x()\" style='y'>One</p>", "<p>One</p>"],
    ["<p><script>alert(1)</script>One<style>p{}</style></p>", "<p>One</p>"],
    ["<p><script>alert(1)", "<p></p>"],
    ["<p><img src=x onerror=alert(1)>One</p>", "<p>One</p>"],
    [
      '<p><a href="https://a.example/?x=1&amp;y=2" target="_top">go</a></p>',
      '<p><a href="https://a.example/?x=1&amp;y=2">go</a></p>',
    ],
    ['<p><a href="javascript:alert(1)">go</a></p>', "<p>go</p>"],
    ['<p><a href="java&#115;cript:alert(1)">go</a></p>', "<p>go</p>"],
    ["<p><a href=mailto:a@b.example>write</a></p>", '<p><a href="mailto:a@b.example">write</a></p>'],
    ["<p><b>One", "<p><b>One</b></p>"],
    ["<p>One</b></div></p>", "<p>One</p>"],
    ["<p><b>One</p>", "<p><b>One</b></p>"],
    ["<p>1 < 2 > 0</p>", "<p>1 &lt; 2 &gt; 0</p>"],
    ["<p>&lt;b&gt;</p>", "<p>&lt;b&gt;</p>"],
    ["<p>a<!-- <b> -->b</p>", "<p>ab</p>"],
    ["<p><scr<script></script>ipt>x</p>", "<p>x</p>"],
  ];
  for (const [given, kept] of cases) it(`makes of ${given}`, () => assert.equal(simpleHtml(given), kept));

  it("reads as text, with its links written out", () => {
    const html = simpleHtml(
      '<h2>News</h2><ul><li>One &amp; only</li><li>Two</li></ul><p><a href="https://a.example/">Look</a></p>',
    );
    assert.equal(textOfSimpleHtml(html), "News\n\n- One & only\n- Two\n\nLook (https://a.example/)");
  });
});
