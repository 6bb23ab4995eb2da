import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { openTestInstallation, type TestInstallation } from "../../../../test/support/installation.ts";
import { isReservedUsername, Username, usernameFrom } from "./rules.ts";

describe("a username", () => {
  const from = (name: string, email = "someone@example.com") => usernameFrom({ name, email });
  it("is made of the name", () => {
    assert.equal(from("Sarah Johnson"), "sarah-johnson");
    assert.equal(from("Jürgen Größe"), "juergen-groesse");
    assert.equal(from("Зоя Ким"), "zoya-kim");
    assert.equal(from("O'Neil, J."), "o-neil-j");
    assert.ok(from("x".repeat(200)).length <= 56);
  });

  it("is made of the mail address where the name has no letter for it", () => {
    assert.equal(from("李", "li.wei@example.com"), "li-wei");
    assert.equal(from("🦊", "x@example.com"), "member");
  });

  it("has letters, digits and hyphens, and any case means the same", () => {
    assert.equal(Username.parse(" SarahJ "), "sarahj");
    for (const wrong of ["", "a", "-ab", "ab-", "a b", "a.b", "ü2", "x".repeat(64)])
      assert.equal(Username.safeParse(wrong).success, false, wrong);
  });
});

describe("reserved usernames", () => {
  let installation: TestInstallation;
  before(async () => {
    installation = await openTestInstallation();
  });
  after(() => installation.close());

  it("are the first part of every address that leads somewhere", () => {
    const routes = installation.server.printRoutes({ commonPrefix: false, includeHooks: false });
    const places = [...routes.matchAll(/^.{4}[├└]── ([a-z0-9.-]+)/gm)].map(([, place]) => place!);
    assert.ok(places.includes("api") && places.includes("b"), routes.slice(0, 500));
    assert.deepEqual(
      [...new Set(places)].filter((place) => !isReservedUsername(place)),
      [],
    );
  });
});
