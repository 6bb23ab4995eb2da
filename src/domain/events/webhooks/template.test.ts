import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { renderBody } from "./template.ts";

const event = {
  triggerEvent: "BOOKING_CREATED",
  payload: { title: 'Tea "for two"\n', length: 30, attendees: [{ name: "Ana" }, { name: "Ben" }], notes: null },
};
const filled = (template: string) => {
  const rendered = renderBody(template, event);
  assert.ok(rendered.ok, JSON.stringify(rendered));
  return JSON.parse(rendered.text);
};
const refusal = (template: string) => {
  const rendered = renderBody(template, event);
  assert.ok(!rendered.ok, JSON.stringify(rendered));
  return rendered.error;
};

describe("a payload template", () => {
  it("holds any value inside quotes, and whole values by the filter json", () => {
    assert.deepEqual(filled('{"text": "{{ payload.title }}", "minutes": {{ payload.length }}}'), {
      text: 'Tea "for two"\n',
      minutes: 30,
    });
    assert.deepEqual(filled('{"all": {{ payload | json }}, "none": {{ payload.notes | json }}}'), {
      all: event.payload,
      none: null,
    });
    assert.deepEqual(
      filled(
        '[{% for one in payload.attendees %}"{{ one.name | upcase }}"{% unless forloop.last %},{% endunless %}{% endfor %}]',
      ),
      ["ANA", "BEN"],
    );
  });

  it("is refused where it cannot be read, makes no JSON, or does not end", () => {
    assert.match(refusal("{% if %"), /cannot be filled in/);
    assert.match(refusal("{{ payload | nonsense }}"), /undefined filter/);
    assert.match(refusal("Hello {{ payload.title }}"), /no JSON/);
    assert.match(refusal("{% for a in (1..99999999) %}1{% endfor %}"), /limit exceeded/);
    assert.match(refusal(`"${"x".repeat(21_000)}"`), /limit exceeded/);
  });

  it("reaches no files and no prototypes", () => {
    assert.match(refusal('{% include "/etc/passwd" %}'), /not found/);
    assert.equal(filled('"{{ payload.constructor.name }}"'), "");
    assert.equal(filled('"{{ payload.__proto__ }}"'), "");
  });
});
