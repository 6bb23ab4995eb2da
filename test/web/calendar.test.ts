import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Locator } from "playwright-core";
import { axe, type Desk, openDesk } from "./desk.ts";

// A date far off, in the salon's zone: opening hours, notice and today's clock play no part.
const date = "2030-05-07";
const at = (time: string) => `${date}T${time}:00-07:00`;

describe("the calendar in a browser", () => {
  let desk: Desk;
  let maria: number;
  before(async () => {
    desk = await openDesk();
    const { call } = desk.business;
    const made = async (path: string, body: object) => {
      const answer = await call("POST", `/api/services/${path}`, body);
      assert.equal(answer.status, 201, answer.text);
      return answer.body.data?.id ?? answer.body.id;
    };
    const service = await made("services", { name: "Haircut", duration: 60, bufferTimeAfter: 15 });
    const [owner] = (await call("GET", "/api/services/employees")).body;
    await made("employees", { name: "Emily Chen" });
    const book = async (name: string, time: string) => {
      const customerId = await made("customers", { name, email: `${name.split(" ")[0]}@example.com` });
      return made("appointments", {
        serviceId: service,
        employeeId: owner.id,
        customerId,
        startTime: at(time),
        endTime: at(time.replace("09", "10").replace("11", "12")),
        status: "approved",
      });
    };
    maria = await book("Maria Garcia", "09:00");
    await book("John Doe", "11:00");
  });
  after(() => desk.close());

  const open = async (page = desk.page) => {
    await page.goto(`${desk.base}/app/calendar?date=${date}`);
    await entry(/Maria Garcia/, page).waitFor();
  };
  const entry = (name: RegExp, page = desk.page) => page.getByRole("button", { name });
  const startOf = async () => (await desk.business.call("GET", `/api/services/appointments?id=${maria}`)).body;
  const stored = async () => {
    const body = await startOf();
    return body.data ?? body;
  };
  /** Drags by so many pixels; an hour is 72 high. */
  const drag = async (what: Locator, right: number, down: number) => {
    const box = (await what.boundingBox())!;
    const [x, y] = [box.x + box.width / 2, box.y + 12];
    await desk.page.mouse.move(x, y);
    await desk.page.mouse.down();
    await desk.page.mouse.move(x + right / 2, y + down / 2, { steps: 3 });
    await desk.page.mouse.move(x + right, y + down, { steps: 3 });
    await desk.page.mouse.up();
  };

  it("puts an entry back that was dragged onto another, and names what is there", async () => {
    await open();
    await drag(entry(/Maria Garcia/), 0, 120);
    await desk.page.getByText("It stays where it was").waitFor();
    await desk.page.getByText(/already has “John Doe, Haircut” from 11:00/).waitFor();
    await entry(/Maria Garcia.*9:00/).waitFor();
    assert.equal((await stored()).startTime, "2030-05-07T16:00:00Z");
  });

  it("moves an entry to a colleague by dragging, and back by undo", async () => {
    await open();
    const emily = desk.page.getByRole("group", { name: "Emily Chen" });
    const width = (await emily.boundingBox())!.width;
    await drag(entry(/Maria Garcia/), width, 72);
    await emily.getByRole("button", { name: /Maria Garcia.*10:00/ }).waitFor();
    await desk.page.getByText(/Moved to Tue, May 7, 2030, 10:00/).waitFor();
    await desk.page.getByRole("button", { name: "Undo" }).click();
    await desk.page.getByText("Put back.").waitFor();
    await entry(/Maria Garcia.*9:00/).waitFor();
    assert.equal((await stored()).startTime, "2030-05-07T16:00:00Z");
  });

  it("tells the second of two quick moves, and undoes it", async () => {
    await open();
    const { page } = desk;
    await drag(entry(/Maria Garcia/), 0, 360);
    await page.getByText(/Moved to Tue, May 7, 2030, 2:00/).waitFor();
    await drag(entry(/Maria Garcia/), 0, 72);
    await page.getByText(/Moved to Tue, May 7, 2030, 3:00/).waitFor();
    await page.getByText(/Moved to Tue, May 7, 2030, 2:00/).waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("Put back.").waitFor();
    await entry(/Maria Garcia.*2:00/).waitFor();
    assert.equal((await stored()).startTime, "2030-05-07T21:00:00Z");
    await drag(entry(/Maria Garcia/), 0, -360);
    await entry(/Maria Garcia.*9:00/).waitFor();
  });

  it("moves and lengthens by keyboard, and another browser sees it by itself", async () => {
    const other = await desk.another();
    await Promise.all([open(), open(other)]);
    // The other one is listening when the change is made.
    await other.waitForTimeout(300);
    await entry(/Maria Garcia/).focus();
    await desk.page.keyboard.press("ArrowUp");
    await desk.page.keyboard.press("ArrowUp");
    await desk.page.keyboard.press("Shift+ArrowDown");
    await desk.page.getByRole("status").filter({ hasText: "Enter moves it there" }).waitFor();
    await desk.page.keyboard.press("Enter");
    await entry(/Maria Garcia.*8:30.*9:45/).waitFor();
    await entry(/Maria Garcia.*8:30.*9:45/, other).waitFor();
    const { startTime, endTime } = await stored();
    assert.deepEqual([startTime, endTime], ["2030-05-07T15:30:00Z", "2030-05-07T16:45:00Z"]);
  });

  it("opens an entry with Enter, and gives up a move with Escape", async () => {
    await open();
    await entry(/Maria Garcia/).focus();
    await desk.page.keyboard.press("ArrowDown");
    await desk.page.keyboard.press("Escape");
    await desk.page.keyboard.press("Enter");
    const dialog = desk.page.getByRole("dialog", { name: "Maria Garcia, Haircut" });
    await dialog.getByText("Open times").waitFor();
    // Nobody is missing yet.
    assert.equal(await dialog.getByRole("button", { name: "No-show" }).count(), 0);
    await axe(desk.page);
    await desk.page.emulateMedia({ colorScheme: "light" });
    const note = dialog.getByRole("textbox", { name: "Notes for staff alone" });
    await note.fill("Prefers the window");
    assert.equal(await dialog.getByRole("button", { name: "Complete" }).isDisabled(), true);
    await dialog.getByText(/Save your changes first/).waitFor();
    await note.fill("");
    await dialog.getByRole("button", { name: "Complete" }).click();
    await dialog.getByText("Completed").first().waitFor();
  });

  it("blocks time that was dragged open", async () => {
    await open();
    const emily = (await desk.page.getByRole("group", { name: "Emily Chen" }).boundingBox())!;
    const john = (await entry(/John Doe/).boundingBox())!;
    await desk.page.mouse.move(emily.x + 40, john.y + 4);
    await desk.page.mouse.down();
    await desk.page.mouse.move(emily.x + 40, john.y + 110, { steps: 4 });
    await desk.page.mouse.up();
    const dialog = desk.page.getByRole("dialog", { name: "New" });
    await dialog.getByText("Block time").click();
    await dialog.getByLabel("Reason").fill("Dentist");
    await dialog.getByRole("button", { name: "Save" }).click();
    await desk.page
      .getByRole("group", { name: "Emily Chen" })
      .getByRole("button", { name: /Dentist.*11:00.*12:30/ })
      .waitFor();
    // What closes goes back in the browser's history, and an address that is entered meanwhile is given up.
    await dialog.waitFor({ state: "detached" });
  });

  it("gives a booking to another host by dragging, and back by undo", async () => {
    const { business, installation, page } = desk;
    const asked = async (method: string, path: string, body?: object) => {
      const answer = await business.call(method, path, body);
      assert.ok(answer.status < 300, answer.text);
      return answer.body.data ?? answer.body;
    };
    const [owner] = await asked("GET", "/api/services/employees");
    const colleague = async (name: string) => {
      const { userId } = await installation.member(business.id, "manager");
      await asked("POST", "/api/services/employees", { name, userId });
      return { userId };
    };
    const ana = await colleague("Ana Lopez");
    await colleague("Ben Okoye");
    const team = await asked("POST", "/api/teams", { name: "Sales", slug: "sales" });
    await asked("POST", `/api/teams/${team.id}/members`, { userId: ana.userId, role: "member" });
    const type = await asked("POST", "/api/event-types", {
      title: "Consultation",
      slug: "consultation",
      length: 60,
      teamId: team.id,
      schedulingType: "roundRobin",
      periodType: "UNLIMITED",
      hosts: [{ userId: owner.userId }, { userId: ana.userId }],
    });
    const book = async (name: string, time: string, { userId }: { userId: number }) => {
      const booked = await asked("POST", "/api/book/event", {
        eventTypeId: type.id,
        start: `2030-05-09T${time}:00-07:00`,
        timeZone: "America/Los_Angeles",
        responses: { name, email: "lead@example.com" },
      });
      if (booked.hosts[0].id !== userId) await asked("POST", `/api/bookings/${booked.uid}/reassign`, { userId });
      return booked.uid;
    };
    const uid = await book("Lea Marchand", "09:00", owner);
    const stored = async () => {
      const { hosts, startTime } = await asked("GET", `/api/bookings/${uid}`);
      return [hosts.map(({ id }: { id: number }) => id), startTime];
    };
    const before = [[owner.userId], "2030-05-09T16:00:00Z"];
    assert.deepEqual(await stored(), before);

    await page.goto(`${desk.base}/app/calendar?date=2030-05-09`);
    const column = (name: string) => page.getByRole("group", { name, exact: true });
    const lea = entry(/Lea Marchand/);
    await lea.waitFor();
    const across = async (name: string) =>
      (await column(name).boundingBox())!.x - (await column(owner.name).boundingBox())!.x;

    await drag(lea, await across("Ben Okoye"), 72);
    await page.getByText("Ben Okoye is no host of “Consultation”. Add them to its hosts first.").waitFor();
    await drag(lea, await across("Emily Chen"), 0);
    await page.getByText("Emily Chen does not sign in here").waitFor();
    assert.deepEqual(await stored(), before);

    await drag(lea, await across("Ana Lopez"), 72);
    await column("Ana Lopez")
      .getByRole("button", { name: /Lea Marchand.*10:00/ })
      .waitFor();
    await page.getByText(/Moved to Thu, May 9, 2030, 10:00/).waitFor();
    assert.deepEqual(await stored(), [[ana.userId], "2030-05-09T17:00:00Z"]);
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("Put back.").waitFor();
    await column(owner.name)
      .getByRole("button", { name: /Lea Marchand.*9:00/ })
      .waitFor();
    assert.deepEqual(await stored(), before);

    await book("Tom Fischer", "11:00", ana);
    await column("Ana Lopez")
      .getByRole("button", { name: /Tom Fischer/ })
      .waitFor();
    await drag(lea, await across("Ana Lopez"), 108);
    await page.getByText(/Ana Lopez already has “Tom Fischer, Consultation” from 11:00/).waitFor();
    assert.deepEqual(await stored(), before);
  });

  it("shows a day by its rooms, and moves what takes two of them from one room to another", async () => {
    const { call } = desk.business;
    const made = async (path: string, body: object) => (await call("POST", `/api/services/${path}`, body)).body;
    const { id: locationId } = await made("locations", { name: "Main" });
    const room = async (name: string, type: string) => (await made("resources", { name, type, locationId })).id;
    const [quiet, steamer, sunny] = [
      await room("Quiet Room", "room"),
      await room("Steamer", "equipment"),
      await room("Sunny Room", "room"),
    ];
    const [haircut] = (await call("GET", "/api/services/services")).body;
    const [owner, emily] = (await call("GET", "/api/services/employees")).body;
    const book = async (name: string, employeeId: number, [from, to]: [string, string], rooms: number[]) => {
      const customerId = (await made("customers", { name, email: `${name.split(" ")[0]}@example.com` })).id;
      const resources = rooms.map((resourceId) => ({ resourceId }));
      const times = { startTime: `2030-05-08T${from}:00-07:00`, endTime: `2030-05-08T${to}:00-07:00` };
      return made("appointments", { serviceId: haircut.id, employeeId, customerId, ...times, resources });
    };
    const { id } = await book("Sofia Rossi", owner.id, ["09:00", "10:00"], [quiet, steamer]);
    await book("Noah Kim", emily.id, ["11:00", "12:00"], [sunny]);
    const takes = async () => {
      const { resources } = (await call("GET", `/api/services/appointments?id=${id}`)).body;
      return resources.map(({ resourceId }: { resourceId: number }) => resourceId).sort();
    };
    const { page } = desk;
    const column = (name: string) => page.getByRole("group", { name, exact: true });
    const sofiaIn = (name: string) => column(name).getByRole("button", { name: /Sofia Rossi.*Haircut, / });

    await page.goto(`${desk.base}/app/calendar?date=2030-05-08`);
    await page.getByRole("radiogroup", { name: "Columns" }).getByText("Rooms").click();
    await page.waitForURL("**columns=rooms**");
    await sofiaIn("Quiet Room").waitFor();
    await sofiaIn("Steamer").waitFor();
    await axe(page);

    await sofiaIn("Quiet Room").focus();
    for (const key of ["ArrowRight", "ArrowRight", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown"])
      await page.keyboard.press(key);
    await page.keyboard.press("Enter");
    await page.getByText(/Sunny Room already has “Noah Kim, Haircut” from 11:00/).waitFor();
    assert.deepEqual(await takes(), [quiet, steamer]);

    const width = (await column("Sunny Room").boundingBox())!.width;
    await drag(sofiaIn("Quiet Room"), width * 2, 0);
    await sofiaIn("Sunny Room").waitFor();
    await sofiaIn("Steamer").waitFor();
    await page.getByText(/Moved to Wed, May 8, 2030, 9:00/).waitFor();
    assert.deepEqual(await takes(), [steamer, sunny]);
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("Put back.").waitFor();
    await sofiaIn("Quiet Room").waitFor();
    assert.deepEqual(await takes(), [quiet, steamer]);

    // What begins in a room's column takes that room.
    const noah = (await column("Sunny Room")
      .getByRole("button", { name: /Noah Kim/ })
      .boundingBox())!;
    await page.mouse.move(noah.x + 20, noah.y + noah.height + 20);
    await page.mouse.down();
    await page.mouse.move(noah.x + 20, noah.y + noah.height + 60, { steps: 4 });
    await page.mouse.up();
    const form = page.getByRole("dialog");
    await form.getByText("Sunny Room").waitFor();
    await axe(page);
    await form.getByRole("button", { name: "Cancel" }).click();
    await form.waitFor({ state: "detached" });

    await call("PATCH", `/api/services/services?id=${haircut.id}`, { resources: [{ resourceId: quiet }] });
    await page.reload();
    await drag(sofiaIn("Quiet Room"), width * 2, 0);
    await page.getByText("Its service always takes Quiet Room.").waitFor();
    assert.deepEqual(await takes(), [quiet, steamer]);
  });

  it("has room on a phone: three days of one person, and the list with its states", async () => {
    const { page } = desk;
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(`${desk.base}/app/calendar?date=${date}&view=week`);
    await page.getByText("3 days", { exact: true }).waitFor();
    await entry(/John Doe/).waitFor();
    assert.equal(await page.locator(".cal-column").count(), 3);
    const sideways = (selector: string) =>
      page.locator(selector).evaluate((element: any) => element.scrollWidth - element.clientWidth);
    assert.equal(await sideways(".cal-scroll"), 0);
    await page.goto(`${desk.base}/app/calendar?date=${date}&view=month`);
    const busy = page.getByRole("button", { name: /May 7.*, [1-9]\d* entries/ });
    await busy.waitFor();
    assert.match(await busy.locator("xpath=..").innerText(), /^7\s+[1-9]/);
    await axe(page);
    await page.goto(`${desk.base}/app/calendar?date=${date}&view=week`);
    await entry(/John Doe/).waitFor();
    await axe(page);
    await page.getByRole("button", { name: "Later" }).click();
    await page.waitForURL("**date=2030-05-10**");

    await page.goto(`${desk.base}/app/calendar?date=2030-05-08&columns=rooms`);
    await page.getByRole("group", { name: "Quiet Room", exact: true }).getByRole("button", { name: /Sofia/ }).waitFor();
    assert.equal(await page.locator(".cal-column").count(), 1);
    assert.equal(await sideways(".cal-scroll"), 0);
    assert.equal(await sideways("html"), 0);
    await axe(page);
    await page.getByRole("combobox", { name: "Which room" }).click();
    await page.getByRole("option", { name: "Sunny Room" }).click();
    await page.getByRole("group", { name: "Sunny Room", exact: true }).getByRole("button", { name: /Noah/ }).waitFor();
    assert.equal(await entry(/Sofia/).count(), 0);

    await page.goto(`${desk.base}/app/appointments?from=${date}&to=${date}`);
    await page.getByText("John Doe").first().waitFor();
    for (const badge of await page.locator("tbody .mantine-Badge-label").all())
      assert.equal(await badge.evaluate((element: any) => element.scrollWidth - element.clientWidth), 0);
    await axe(page);
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it("shuts nobody out: day, week, month and the list", async () => {
    for (const address of [
      `calendar?date=${date}`,
      `calendar?date=${date}&view=week`,
      `calendar?date=${date}&view=month`,
      "appointments",
    ]) {
      await desk.page.goto(`${desk.base}/app/${address}`);
      await desk.page.getByText("John Doe").first().waitFor();
      await axe(desk.page);
    }
  });
});
