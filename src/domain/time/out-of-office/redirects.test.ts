import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  openTestInstallation,
  type TestBusiness,
  type TestInstallation,
} from "../../../../test/support/installation.ts";
import { type Away, readRedirects, redirectsOf } from "./redirects.ts";

const away = (userId: number, start: number, end: number, toUserId: number | null = null): Away => ({
  userId,
  start,
  end,
  toUserId,
});
/** '2: 10–20' for each stretch in which user 2 stands in for user 1. */
const forFirst = (...absences: Away[]) =>
  redirectsOf(absences, [1]).map(({ toUserId, start, end }) => `${toUserId}: ${start}–${end}`);

describe("who stands in for somebody who is away", () => {
  const cases: [string, Away[], string[]][] = [
    ["nobody while they are there", [], []],
    ["nobody where no colleague is named", [away(1, 10, 20)], []],
    ["the colleague, for as long as they are away", [away(1, 10, 20, 2), away(1, 30, 40, 3)], ["2: 10–20", "3: 30–40"]],
    [
      "the colleague's colleague while the colleague is away too",
      [away(1, 10, 20, 2), away(2, 15, 30, 3)],
      ["2: 10–15", "3: 15–20"],
    ],
    [
      "each of a line in turn",
      [away(1, 10, 40, 2), away(2, 15, 35, 3), away(3, 20, 30, 4)],
      ["2: 10–15", "3: 15–20", "4: 20–30", "3: 30–35", "2: 35–40"],
    ],
    ["nobody while the line ends with somebody away", [away(1, 10, 20, 2), away(2, 12, 14)], ["2: 10–12", "2: 14–20"]],
    ["nobody where the line comes back", [away(1, 10, 20, 2), away(2, 10, 20, 1)], []],
    ["nobody where the line goes round without them", [away(1, 0, 9, 2), away(2, 0, 9, 3), away(3, 0, 9, 2)], []],
    ["once, whoever entered the time twice", [away(1, 10, 20, 2), away(1, 15, 25, 3)], ["2: 10–20", "3: 20–25"]],
    ["nobody at the end of too long a line", [1, 2, 3, 4, 5, 6, 7].map((user) => away(user, 0, 9, user + 1)), []],
  ];
  for (const [who, absences, expected] of cases) it(who, () => assert.deepEqual(forFirst(...absences), expected));
});

describe("redirects of a business", () => {
  let installation: TestInstallation;
  let salon: TestBusiness;
  before(async () => {
    installation = await openTestInstallation();
    salon = await installation.business({ timeZone: "UTC" });
  });
  after(() => installation.close());

  it("are read along the line, with the days on which each is away", async () => {
    const [second, third] = [
      (await installation.member(salon.id, "manager")).userId,
      (await installation.member(salon.id, "manager")).userId,
    ];
    const absences: object[] = [
      { userId: salon.userId, start: "2031-07-01", end: "2031-07-10", redirectUserId: second },
      { userId: second, start: "2031-07-05", end: "2031-07-06", redirectUserId: third },
      { userId: second, start: "2031-08-05", end: "2031-08-06", redirectUserId: third },
    ];
    for (const absence of absences) {
      const { status, text } = await salon.call("POST", "/api/out-of-office", absence);
      assert.equal(status, 201, text);
    }
    const found = await installation.asSystem(salon.id, (context) =>
      readRedirects(context, [salon.userId], Date.parse("2031-07-04T00:00:00Z"), Date.parse("2031-07-31T00:00:00Z")),
    );
    assert.deepEqual(
      found.map(({ toUserId, start, end }) => [
        toUserId,
        ...[start, end].map((at) => new Date(at).toISOString().slice(0, 10)),
      ]),
      [
        [second, "2031-07-01", "2031-07-05"],
        [third, "2031-07-05", "2031-07-07"],
        [second, "2031-07-07", "2031-07-11"],
      ],
    );
    const other = await installation.business();
    assert.deepEqual(
      await installation.asSystem(other.id, (context) => readRedirects(context, [salon.userId], 0, Date.UTC(2040))),
      [],
    );
  });
});
