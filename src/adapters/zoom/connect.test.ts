import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { openTestInstallation, type TestBusiness, type TestInstallation } from "../../../test/support/installation.ts";
import { around, setClock } from "../../domain/scheduling/bookings/desk.test-support.ts";
import { loopback as openMicrosoft } from "../microsoft/loopback.ts";
import { utc } from "../microsoft/mailbox.test-support.ts";
import { microsoftCalendar } from "../microsoft/microsoft.ts";
import { until } from "../oauth/accounts.test-support.ts";
import { loopback as openZoom } from "./loopback.ts";
import { zoomMeetings } from "./zoom.ts";

/** Monday to Friday, 9:00 to 17:00 in Los Angeles; Tuesday 6 March 2035 begins there at 17:00 UTC. */
const tuesday = (time: string) => `2035-03-06T${time}:00Z`;

describe("a booking on Zoom by somebody with a Microsoft calendar", () => {
  let zoom: Awaited<ReturnType<typeof openZoom>>;
  let microsoft: Awaited<ReturnType<typeof openMicrosoft>>;
  let installation: TestInstallation;
  let business: TestBusiness;
  let desk: ReturnType<typeof around>;
  before(async () => {
    [zoom, microsoft] = [await openZoom(), await openMicrosoft()];
    microsoft.mailbox.calendar("main", { isDefaultCalendar: true });
    const ports = {
      zoom: zoomMeetings(zoom.adapterSettings()),
      microsoft: microsoftCalendar(microsoft.adapterSettings()),
    };
    installation = await openTestInstallation({ settings: { CLOCK: "virtual" }, workers: true, ports });
    await setClock(installation, "2035-03-05T16:00:00Z");
    business = await installation.business();
    desk = around(installation, business);
  });
  after(async () => {
    await installation.close();
    await Promise.all([zoom.close(), microsoft.close()]);
  });

  it("connects both accounts", async () => {
    const meeting = { type: "seriesMaster", id: "weekly", subject: "Weekly" };
    const part = { type: "occurrence", id: "weekly.1", seriesMasterId: "weekly" };
    const [start, end] = [utc(tuesday("18:00")), utc(tuesday("19:00"))];
    microsoft.mailbox.set("main", { ...meeting, start: utc("2034-01-03T18:00:00Z"), end: utc("2034-01-03T19:00:00Z") });
    microsoft.mailbox.set("main", { ...part, start, end });
    for (const provider of ["zoom", "microsoft"]) {
      const { authorizeUrl } = (await business.call("POST", "/api/calendars/connect", { provider })).body.data;
      const agreed = await fetch(authorizeUrl, { redirect: "manual" });
      const { pathname, search } = new URL(agreed.headers.get("location")!);
      assert.equal((await installation.send("GET", pathname + search)).status, 200);
    }
    const connections = async () => (await business.call("GET", "/api/calendars")).body.data;
    // The page that the owner sees comes a moment before the job that connects the account.
    await until(async () => (await connections()).length === 2);
    await installation.drain();
    const shown = (await connections()).map(({ provider, account, status }: Record<string, string>) => [
      provider,
      account,
      status,
    ]);
    assert.deepEqual(shown.sort(), [
      ["microsoft", "maria@contoso.example", "ok"],
      ["zoom", "maria@zoom.example", "ok"],
    ]);
  });

  it("makes the room, writes its address into the calendar, and takes both away with the booking", async () => {
    const type = await desk.eventType({ locations: [{ type: "integrations:zoom" }] });
    const starts = await desk.starts(type.id, "start=2035-03-06&end=2035-03-06");
    assert.deepEqual(starts.slice(0, 3), [tuesday("17:00"), tuesday("17:30"), tuesday("19:00")]);
    const { body } = await desk.book(type.id, tuesday("20:00"));
    await installation.drain();
    const { meetingUrl } = (await business.call("GET", `/api/bookings/${body.data.uid}`)).body.data;
    const [room] = [...zoom.meetings.values()];
    assert.equal(meetingUrl, room!.join_url);
    assert.equal(room!.start_time, tuesday("20:00"));
    const entry = () => [...microsoft.mailbox.events.values()].find(({ transactionId }) => transactionId);
    assert.match(JSON.stringify(entry()), /zoom\.example\/j\//);
    const cancelled = await business.call("POST", `/api/bookings/${body.data.uid}/cancel`, {});
    assert.equal(cancelled.status, 200, cancelled.text);
    await installation.drain();
    assert.deepEqual([zoom.meetings.size, entry()], [0, undefined]);
  });
});
