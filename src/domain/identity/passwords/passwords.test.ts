import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { hashPassword, isOutdated, isPassword } from "./hash.ts";
import { NewPassword, weakness } from "./rules.ts";

describe("passwords", () => {
  it("are kept as argon2id hashes that name their cost, each with its own salt", async () => {
    const [one, two] = await Promise.all([hashPassword("a quiet harbour"), hashPassword("a quiet harbour")]);
    assert.match(one, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    assert.notEqual(one, two);
    assert.equal(await isPassword("a quiet harbour", one), true);
    assert.equal(await isPassword("a quiet harbor", one), false);
  });

  it("verify as other implementations of argon2id made them, whatever their cost", async () => {
    // From the reference implementation: echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1 -l 32 -e
    const foreign = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
    assert.equal(await isPassword("password", foreign), true);
    assert.equal(isOutdated(foreign), true);
    assert.equal(isOutdated(await hashPassword("a quiet harbour")), false);
  });

  it("take the same time where there is no account", async () => {
    const stored = await hashPassword("a quiet harbour");
    const time = async (hash: string | null) => {
      const start = performance.now();
      await isPassword("something else", hash);
      return performance.now() - start;
    };
    const known: number[] = [];
    const unknown: number[] = [];
    for (let round = 0; round < 7; round++) {
      known.push(await time(stored));
      unknown.push(await time(null));
    }
    const middle = (times: number[]) => times.sort((a, b) => a - b)[3]!;
    assert.ok(middle(unknown) > middle(known) / 2, `${middle(unknown)} ms against ${middle(known)} ms`);
    assert.equal(await isPassword("", null), false);
  });

  it("do not depend on how an accent was typed", async () => {
    const composed = "Caf\u00e9 am Rhein";
    assert.equal(await isPassword(composed.normalize("NFD"), await hashPassword(composed)), true);
  });

  const sarah = "sarah.johnson@example.com";
  for (const [password, problem] of [
    ["a quiet harbour", null],
    ["Password123", "Is one of the most common passwords"],
    ["1234567890", "Is one of the most common passwords"],
    ["ababababababab", "Must not repeat so few characters"],
    ["I am SARAH.JOHNSON@example.com", "Must not contain your e-mail address"],
    ["sarah.johnson99", "Must not contain your e-mail address"],
  ] as const)
    it(`${problem ? "refuses" : "takes"} “${password}”`, () => assert.equal(weakness(password, sarah), problem));

  it("have 10 to 200 characters", () => {
    assert.equal(NewPassword.safeParse("x".repeat(9)).success, false);
    assert.equal(NewPassword.safeParse("x".repeat(10)).success, true);
    assert.equal(NewPassword.safeParse("x".repeat(201)).success, false);
  });
});
