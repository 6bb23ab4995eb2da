import assert from "node:assert/strict";
import { test } from "node:test";
import { languageTags } from "./locale.ts";

test("languages that no formatter knows do not end a page", () => {
  // Chromium on a Linux without a locale.
  assert.deepEqual(languageTags(["en-US@posix", "de-at", "c", "!"]), ["en-US", "de-AT"]);
  assert.equal(new Intl.DateTimeFormat(languageTags(["en-GB@posix"])).resolvedOptions().locale, "en-GB");
});
