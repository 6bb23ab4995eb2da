import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { isBuilt, neededBy, read, readManifest, sizesOf } from "./sizes.ts";

const built = { skip: isBuilt() ? false : "The web app is not built" };
const manifest = built.skip ? {} : readManifest();
const scriptsOf = (...modules: string[]) => sizesOf(neededBy(manifest, modules)).scripts.gzip;

test("whoever books loads at most 100 kB of scripts, where 170 are allowed", built, () => {
  const size = scriptsOf("booking/main.tsx", "booking/booker.tsx");
  assert.ok(size <= 100_000, `${size} bytes`);
});

test("the pages of a business load at most 110 kB of scripts, and nobody else loads what is theirs", built, () => {
  const size = scriptsOf("booking/main.tsx", "booking/store/pages.tsx");
  assert.ok(size <= 110_000, `${size} bytes`);
  assert.ok(size > scriptsOf("booking/main.tsx"));
});

test("the pages of a business load no operation that only the dashboard asks", built, () => {
  const chunks = neededBy(manifest, ["booking/main.tsx", "booking/store/pages.tsx"]);
  const scripts = chunks.map(({ file }) => read(file).toString()).join("\n");
  assert.ok(scripts.includes("waitlist.join"));
  for (const name of ["waitlist.list", "appointments.list", "reviews.update", "visits.move"])
    assert.ok(!scripts.includes(name), name);
});

test("no public page loads more than 170 kB of scripts, and a site that embeds one less than 10", built, () => {
  for (const [name, { isEntry }] of Object.entries(manifest))
    if (isEntry && name !== "dashboard.html" && name !== "embed/embed.ts")
      assert.ok(scriptsOf(name) <= 170_000, `${name}: ${scriptsOf(name)} bytes`);
  assert.ok(gzipSync(read("embed.js")).length < 10_000);
});

test("the dashboard opens with at most 280 kB of scripts, and no list loads what draws charts", built, () => {
  const size = scriptsOf("dashboard.html", "dashboard/home/page.tsx");
  assert.ok(size <= 280_000, `${size} bytes`);
  const [charts] = neededBy(manifest, ["dashboard/insights/bars.tsx"]);
  for (const name of Object.keys(manifest).filter((name) => /^dashboard\/.*\/(page|editor)\.tsx$/.test(name)))
    assert.ok(!neededBy(manifest, ["dashboard.html", name]).includes(charts!), `${name} loads charts`);
});

test("scripts and styles lie compressed beside themselves, so that nobody waits for it", built, () => {
  for (const { file } of neededBy(manifest, ["booking/main.tsx", "dashboard.html"]))
    if (read(file).length >= 1024)
      for (const ending of [".br", ".gz"])
        assert.ok(existsSync(new URL(`../../dist/web/${file}${ending}`, import.meta.url)), `${file}${ending}`);
});
