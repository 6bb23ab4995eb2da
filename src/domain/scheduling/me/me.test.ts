import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  openTestInstallation,
  type TestBusiness,
  type TestInstallation,
} from "../../../../test/support/installation.ts";
import { hashSecret, newSecret } from "../../../platform/handles.ts";
import { readEventPlan } from "../slots/plan.ts";
import { welcomeMember } from "./welcome.ts";

const address = "/api/me";

describe("a member of a business", () => {
  let installation: TestInstallation;
  let salon: TestBusiness;
  before(async () => {
    installation = await openTestInstallation({ workers: true });
    salon = await installation.business({ name: "Nail Bar", timeZone: "Europe/Berlin", currency: "eur" });
  });
  after(() => installation.close());

  const person = async (role = "employee") => {
    const { key, userId } = await installation.member(salon.id, role);
    const call = (method: string, path: string, body?: unknown) => installation.send(method, path, { key, body });
    const me = async () => (await call("GET", address)).body.data;
    const change = (changes: object) => call("PATCH", address, changes);
    return { userId, call, me, change };
  };

  it("starts with a page, a calendar and two event types", async () => {
    const { call, me } = await person();
    const { username, bookingPage } = await me();
    assert.match(username, /^a-employee(-\d+)?$/);
    assert.ok(bookingPage.endsWith(`/${username}`));
    const { body } = await call("GET", "/api/event-types");
    assert.deepEqual(
      body.data.map(({ title, slug, length, currency, locations, periodType, periodDays }: Record<string, unknown>) => [
        title,
        slug,
        length,
        currency,
        locations,
        periodType,
        periodDays,
      ]),
      [15, 30].map((length) => [
        `${length} Min Meeting`,
        `${length}min`,
        length,
        "eur",
        [{ type: "integrations:jitsi" }],
        "ROLLING",
        60,
      ]),
    );
  });

  it("is welcomed once, and keeps what they have", async () => {
    const { call, me, userId } = await person();
    const { username } = await me();
    const { body } = await call("GET", "/api/event-types");
    await call("DELETE", `/api/event-types?id=${body.data[0].id}`);
    await installation.asSystem(salon.id, (context) =>
      welcomeMember(context, { id: userId, name: "Somebody Else", email: "else@example.com" }),
    );
    assert.equal((await me()).username, username);
    assert.equal((await call("GET", "/api/event-types")).body.data.length, 1);
  });

  it("has a username that nobody else has, and no reserved one", async () => {
    const named = async (name: string, wished?: string) => {
      const { me, userId } = await person();
      await installation.asSystem(salon.id, async (context) => {
        await context.db.deleteFrom("usernames").where("userId", "=", userId).execute();
        await welcomeMember(context, { id: userId, name, email: "x@example.com" }, wished);
      });
      return (await me()).username;
    };
    assert.deepEqual(
      [await named("Sarah Johnson"), await named("Sarah Johnson"), await named("Sarah Johnson"), await named("Team")],
      ["sarah-johnson", "sarah-johnson-2", "sarah-johnson-3", "team-2"],
    );
    assert.equal(await named("Sarah Johnson", "sarahj"), "sarahj");
  });

  it("has another username in another business", async () => {
    const other = await installation.business({ name: "Nail Bar" });
    const ours = (await salon.call("GET", address)).body.data;
    const theirs = (await other.call("GET", address)).body.data;
    assert.deepEqual([ours.username, theirs.username], ["owner-of-nail-bar", "owner-of-nail-bar-2"]);
  });

  it("sees who they are to those who book them", async () => {
    const { body } = await salon.call("GET", address);
    const { id, username, bookingPage, defaultScheduleId, ...me } = body.data;
    assert.deepEqual(me, {
      name: "Owner of Nail Bar",
      email: salon.email,
      bio: null,
      avatarUrl: null,
      timeZone: "UTC",
      language: "en",
      timeFormat: 12,
      weekStart: 0,
      travelSchedules: [],
      business: { id: salon.id, name: "Nail Bar", subdomain: salon.subdomain },
      role: "owner",
      bookingCounts: { upcoming: 0, past: 0, pending: 0 },
    });
    const { body: schedules } = await salon.call("GET", "/api/schedules");
    assert.deepEqual([id, defaultScheduleId], [salon.userId, schedules.data[0].id]);
    assert.equal((await installation.send("GET", address)).status, 401);
  });

  it("changes what they like about it", async () => {
    const { change, me } = await person();
    const changes = {
      name: "Anna Schmidt",
      username: "Anna-S",
      bio: "Nails since 2010",
      avatarUrl: "https://example.com/anna.jpg",
      timeZone: "Europe/Berlin",
      language: "de",
      timeFormat: 24,
      weekStart: 1,
    };
    const { status, body } = await change(changes);
    assert.equal(status, 200);
    const shown = Object.fromEntries(Object.keys(changes).map((field) => [field, body.data[field]]));
    assert.deepEqual(shown, { ...changes, username: "anna-s" });
    assert.deepEqual(await me(), body.data);
    assert.deepEqual((await change({ bio: null, avatarUrl: null })).body.data.bio, null);
    assert.equal((await change({})).status, 200);
  });

  it("is told what cannot be", async () => {
    const { change, me } = await person();
    const { username } = await me();
    const { username: taken } = (await salon.call("GET", address)).body.data;
    const cases: [object, number, string][] = [
      [{ username: taken }, 409, "username"],
      [{ username: "api" }, 422, "username"],
      [{ username: "b" }, 422, "username"],
      [{ username: "event-types" }, 422, "username"],
      [{ username: "an na" }, 422, "username"],
      [{ name: "" }, 422, "name"],
      [{ timeZone: "Mars/Olympus" }, 422, "timeZone"],
      [{ language: "??" }, 422, "language"],
      [{ timeFormat: 13 }, 422, "timeFormat"],
      [{ weekStart: 7 }, 422, "weekStart"],
      [{ avatarUrl: "javascript:alert(1)" }, 422, "avatarUrl"],
      [{ email: "new@example.com" }, 422, "email"],
      [{ defaultScheduleId: 999999999 }, 404, "defaultScheduleId"],
    ];
    for (const [changes, status, field] of cases) {
      const answer = await change(changes);
      assert.deepEqual([answer.status, answer.body.details?.[0].field], [status, field], JSON.stringify(changes));
    }
    assert.equal((await change({ username })).status, 200, "their own is theirs to keep");
  });

  it("of two who want a username at once, gets it or is refused", async () => {
    const people = [await person(), await person(), await person()];
    const answers = await Promise.all(people.map(({ change }) => change({ username: "contested" })));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409, 409]);
  });

  it("is known by the new name wherever they can be booked, also when it was changed with the account", async () => {
    const { call, change } = await person();
    const { body } = await call("GET", "/api/event-types");
    const eventTypeId = body.data[0].id;
    const plannedName = () =>
      installation.asSystem(
        salon.id,
        async (context) => (await readEventPlan(context, { eventTypeId })).hosts[0]!.name,
      );
    assert.equal(await plannedName(), "A employee");
    await change({ name: "Berta" });
    assert.equal(await plannedName(), "Berta");
    await call("PATCH", "/api/account/me", { name: "Berta Braun" });
    assert.equal(await plannedName(), "Berta Braun");
  });

  it("counts the bookings that they host", async () => {
    const { me, userId } = await person();
    const hour = 3600_000;
    await installation.asSystem(salon.id, async (context) => {
      const at = (hours: number) => new Date(context.now + hours * hour).toISOString();
      for (const [status, hours] of [
        ["accepted", 1],
        ["accepted", 2],
        ["pending", 3],
        ["cancelled", 4],
        ["accepted", -5],
        ["pending", -6],
      ] as const) {
        const booking = { uid: `bk_${userId}_${hours}`, title: "Talk", type: "talk", status, currency: "eur" };
        const { id } = await context.db
          .insertInto("bookings")
          .values({
            ...booking,
            businessId: salon.id,
            userId,
            startsAt: at(hours),
            endsAt: at(hours + 0.5),
            timeZone: "UTC",
            language: "en",
            source: "test",
            createdAt: at(0),
          } as never)
          .returning("id")
          .executeTakeFirstOrThrow();
        await context.db
          .insertInto("bookingHosts")
          .values({ businessId: salon.id, bookingId: id, userId, isOrganizer: true, createdAt: at(0) })
          .execute();
      }
    });
    assert.deepEqual((await me()).bookingCounts, { upcoming: 2, past: 1, pending: 1 });
  });

  it("chooses which of their schedules counts", async () => {
    const { call, change, me } = await person();
    const make = async (name: string) => (await call("POST", "/api/schedules", { name })).body.data.id;
    const [one, two] = [await make("One"), await make("Two")];
    assert.equal((await me()).defaultScheduleId, one);
    assert.equal((await change({ defaultScheduleId: two })).body.data.defaultScheduleId, two);
    const { body } = await call("GET", "/api/schedules");
    const opening = body.data.at(-1).id;
    assert.equal((await change({ defaultScheduleId: opening })).status, 404, "the opening hours are not their own");
  });

  describe("who travels", () => {
    const newYork = "America/New_York";
    const trip = (startDate: string, endDate: string | null, timeZone = newYork) => ({ timeZone, startDate, endDate });
    const dayFrom = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

    it("says where they are when, as a whole", async () => {
      const { change, me } = await person();
      const travelSchedules = [trip("2031-06-08", "2031-06-12"), trip("2031-07-01", null, "Asia/Kathmandu")];
      const { body } = await change({ travelSchedules: travelSchedules.toReversed() });
      assert.deepEqual(body.data.travelSchedules, travelSchedules);
      assert.deepEqual((await change({ name: "Still away" })).body.data.travelSchedules, travelSchedules);
      assert.deepEqual((await change({ travelSchedules: [] })).body.data.travelSchedules, []);
      assert.deepEqual((await me()).travelSchedules, []);
    });

    it("is in one place at a time", async () => {
      const { change } = await person();
      const cases: [object[], string][] = [
        [[trip("2031-06-08", "2031-06-07")], "travelSchedules.0.endDate"],
        [[trip("2031-06-08", "2031-06-12"), trip("2031-06-12", "2031-06-13")], "travelSchedules.1.startDate"],
        [[trip("2031-06-12", "2031-06-13"), trip("2031-06-08", null)], "travelSchedules.0.startDate"],
        [[trip("2031-06-08", "2031-06-31")], "travelSchedules.0.endDate"],
        [[trip("2031-06-08", "2031-06-12", "Mars/Olympus")], "travelSchedules.0.timeZone"],
        [[{ timeZone: newYork, startDate: "2031-06-08" }], "travelSchedules.0.endDate"],
      ];
      for (const [travelSchedules, field] of cases) {
        const { status, body } = await change({ travelSchedules });
        assert.deepEqual([status, body.details?.[0].field], [422, field], JSON.stringify(travelSchedules));
      }
      assert.equal(
        (await change({ travelSchedules: [trip("2031-06-08", "2031-06-12"), trip("2031-06-13", null)] })).status,
        200,
      );
    });

    it("is booked by the clock there, whether the hours are their own or the business's", async () => {
      const everyDay = [0, 1, 2, 3, 4, 5, 6].map((day) => ({ day, start: "09:00", end: "10:00" }));
      await salon.call("PATCH", "/api/services/company-settings", { openingHours: { weekly: everyDay } });
      for (const own of [false, true]) {
        const { call, change } = await person();
        if (own) await call("POST", "/api/schedules", { name: "Own", weekly: everyDay });
        const { body } = await call("GET", "/api/event-types");
        const range = `start=${dayFrom(10)}T00:00:00Z&end=${dayFrom(13)}T23:59:59Z`;
        const starts = async (timeZone: string) => {
          const { body: found } = await call(
            "GET",
            `/api/slots?eventTypeId=${body.data[1].id}&${range}&timeZone=${timeZone}`,
          );
          const slots = Object.values(found.data.slots as Record<string, { start: string }[]>).flat();
          const wall = new Intl.DateTimeFormat("en", {
            timeZone,
            hour: "2-digit",
            minute: "2-digit",
            hourCycle: "h23",
          });
          return [...new Set(slots.map(({ start }) => wall.format(new Date(start))))];
        };
        assert.deepEqual(await starts("Europe/Berlin"), ["09:00", "09:30"]);
        await change({ travelSchedules: [trip(dayFrom(1), dayFrom(20))] });
        assert.deepEqual(await starts(newYork), ["09:00", "09:30"], own ? "own hours" : "the business's hours");
      }
    });
  });

  it("is known by the new name in their other businesses too", async () => {
    const { call, change, userId } = await person();
    const other = await installation.business();
    const eventTypeId = await installation.asSystem(other.id, async (context) => {
      const createdAt = new Date(context.now).toISOString();
      await context.db
        .insertInto("members")
        .values({ businessId: other.id, userId, role: "manager", createdAt })
        .execute();
      await welcomeMember(context, { id: userId, name: "A employee", email: "a@example.com" });
      const types = context.db.selectFrom("eventTypes").select("id").where("userId", "=", userId);
      return (await types.executeTakeFirstOrThrow()).id;
    });
    const plannedName = () =>
      installation.asSystem(
        other.id,
        async (context) => (await readEventPlan(context, { eventTypeId })).hosts[0]!.name,
      );
    assert.equal(await plannedName(), "A employee");
    assert.equal((await change({ name: "Carla" })).status, 200);
    await installation.drain();
    assert.equal(await plannedName(), "Carla");
    assert.equal((await call("GET", address)).body.data.business.id, salon.id);
  });

  it("who has left the last business has no page", async () => {
    const { userId } = await person();
    const token = newSecret();
    await installation.asSystem(salon.id, (context) => {
      const now = new Date(context.now).toISOString();
      const session = { tokenHash: hashSecret(token), userId, businessId: null, createdAt: now, lastSeenAt: now };
      return context.db
        .insertInto("sessions")
        .values({ ...session, expiresAt: new Date(context.now + 3600_000).toISOString() } as never)
        .execute();
    });
    const { status, body } = await installation.send("GET", address, {
      headers: { cookie: `schedly_session=${token}` },
    });
    assert.deepEqual([status, body.error], [403, "FORBIDDEN"]);
  });
});
