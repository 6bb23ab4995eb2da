import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { chooseLocation, type LocationChoice } from "./locations.ts";

const about = { uid: "bk_0123456789ABCDEFGHIJKL1", jitsiUrl: "https://jitsi.example.com/" };
const place = (type: string, more: object = {}, choice: LocationChoice | null = null) =>
  chooseLocation({ locations: [{ type, ...more }] }, choice, about);

describe("where a booking takes place", () => {
  it("is what its event type's location says", () => {
    assert.deepEqual(place("inPerson", { address: "1 Main Street" }), { type: "inPerson", address: "1 Main Street" });
    assert.deepEqual(place("userPhone", { phone: "+14155550100" }), { type: "userPhone", phone: "+14155550100" });
    assert.deepEqual(place("link", { link: "https://a.example" }), { type: "link", url: "https://a.example" });
    for (const type of ["integrations:google:meet", "integrations:zoom"])
      assert.deepEqual(place(type), { type, url: null }, "a job makes the room");
  });

  it("is what the booker says, where it is for them to say", () => {
    const phone = { value: "phone", optionValue: "+14155550100" };
    assert.deepEqual(place("phone", {}, phone), { type: "phone", phone: "+14155550100" });
    const home = { value: "attendeeInPerson", optionValue: "My place" };
    assert.deepEqual(place("attendeeInPerson", {}, home), { type: "attendeeInPerson", address: "My place" });
  });

  it("is a Jitsi room by default, whose name nobody guesses and which does not tell the booking's uid", () => {
    const { type, url } = chooseLocation({ locations: [] }, null, about);
    assert.equal(type, "integrations:jitsi");
    assert.match(url!, /^https:\/\/jitsi\.example\.com\/schedly-[0-9a-f]{24}$/);
    assert.ok(!url!.includes("0123456789ABCDEF"));
    assert.equal(chooseLocation({ locations: [] }, null, about).url, url, "the same for the same booking");
    assert.notEqual(chooseLocation({ locations: [] }, null, { ...about, uid: "bk_other" }).url, url);
  });

  it("is one of those offered", () => {
    assert.throws(() => place("phone", {}, { value: "integrations:zoom", optionValue: null }), /Invalid/);
  });
});
