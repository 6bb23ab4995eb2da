import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { newHandle } from "../../../platform/handles.ts";
import { secretsWith } from "../../../platform/secrets.ts";
import { entryUid, handleOfEntry } from "./uid.ts";

const secrets = secretsWith(Buffer.alloc(32, 1));
const others = secretsWith(Buffer.alloc(32, 2));

describe("the UID of a calendar entry", () => {
  it("stays the same, hides the handle, and tells it to this installation alone", () => {
    const handles = fc
      .tuple(fc.constantFrom("apt", "bk", "seat"), fc.integer({ min: 1, max: 2 ** 40 }))
      .map(([prefix, businessId]) => newHandle(prefix, businessId));
    fc.assert(
      fc.property(handles, (handle) => {
        const uid = entryUid(secrets, handle);
        assert.equal(entryUid(secrets, handle), uid);
        assert.match(uid, /^[\w-]+@schedly$/);
        const random = handle.slice(handle.indexOf("_") + 1);
        assert.ok(!uid.includes(random) && !Buffer.from(uid.split("@")[0]!, "base64url").includes(random));
        assert.equal(handleOfEntry(secrets, uid), handle);
        assert.equal(handleOfEntry(others, uid), null);
      }),
    );
  });

  it("is known as that of an entry from before, which told its handle openly", () => {
    const handle = newHandle("bk", 7);
    assert.equal(handleOfEntry(secrets, `${handle}@schedly`), handle);
  });

  it("is nobody's where it was made up", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        assert.equal(handleOfEntry(secrets, text), null);
        assert.equal(handleOfEntry(secrets, `${text}@schedly`), null);
      }),
    );
  });
});
