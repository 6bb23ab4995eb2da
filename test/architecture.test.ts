import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findCycles, findOrderViolations } from "./support/architecture.ts";
import { moduleOf, readModules } from "./support/modules.ts";

describe("the order of the house", () => {
  it("holds: main → cli → serving → doors → app → domain → platform, and wing by wing", () => {
    assert.deepEqual(findOrderViolations(readModules()), []);
  });

  it("has no import cycles", () => {
    assert.deepEqual(findCycles(readModules()), []);
  });

  it("would be seen to be broken", () => {
    const modules = modulesOf({
      "src/platform/clock.ts": 'import type { App } from "../app.ts";',
      "src/app.ts": 'import { handle } from "./http/routes.ts";\nimport { smtpMail } from "./adapters/smtp/smtp.ts";',
      "src/http/routes.ts": 'export { tools } from "../mcp/tools.ts";',
      "src/mcp/tools.ts": "",
      "src/adapters/smtp/smtp.ts": "",
      "src/domain/events/emit.ts": 'import { book } from "../services/book.ts";',
      "src/domain/services/book.ts": 'import "../events/emit.ts";\nimport { gone } from "./gone.ts";',
      "src/attic.ts": "",
    });
    assert.deepEqual(findOrderViolations(modules), [
      "src/platform/clock.ts:1 imports src/app.ts: platform comes before app",
      "src/app.ts:1 imports src/http/routes.ts: app comes before doors",
      "src/app.ts:2 imports src/adapters/smtp/smtp.ts: adapters are handed out by src/ports.ts alone",
      "src/http/routes.ts:1 imports src/mcp/tools.ts: one door does not use another",
      "src/domain/events/emit.ts:1 imports src/domain/services/book.ts: the wing events comes before services",
      "src/domain/services/book.ts:2 imports src/domain/services/gone.ts: src/domain/services/gone.ts does not exist",
      "src/attic.ts is on no floor of the house: see test/support/architecture.ts",
    ]);
  });

  it("counts a cycle only where files need each other to load", () => {
    const modules = modulesOf({
      "src/platform/a.ts": 'import { b } from "./b.ts";',
      "src/platform/b.ts": 'import type { A } from "./a.ts";\nimport { type C, c } from "./c.ts";',
      "src/platform/c.ts": 'import {\n  type B,\n} from "./b.ts";\nconst lazy = () => import("./d.ts");',
      "src/platform/d.ts": 'import { c } from "./c.ts"; // import { a } from "./a.ts"',
    });
    assert.deepEqual(findCycles(modules), ["src/platform/c.ts → src/platform/d.ts → src/platform/c.ts"]);
  });
});

const modulesOf = (files: Record<string, string>) =>
  new Map(Object.entries(files).map(([path, text]) => [path, moduleOf(path, text)]));
