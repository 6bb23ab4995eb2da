import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, type Desk, openDesk } from "./desk.ts";

// A visit with several services, as staff see it in the dashboard.

type Found = { days: { date: string; slots: { startTime: string }[] }[] };
let desk: Desk;
let visit: { uid: string; appointments: { id: number; uid: string; startTime: string }[] };
before(async () => {
  desk = await openDesk();
  const { call, subdomain } = desk.business;
  const services: { serviceId: number }[] = [];
  for (const name of ["Haircut", "Beard trim"])
    services.push({
      serviceId: (await call("POST", "/api/services/services", { name, duration: 30, price: 3500 })).body.id,
    });
  const search = { subdomain, services, from: inDays(2), to: inDays(9) };
  const { days } = (await call("POST", "/api/services/visits/availability", search)).body;
  const made = await call("POST", "/api/services/visits", {
    ...{ subdomain, services, startTime: days[0].slots[0].startTime },
    ...{ name: "Maria Garcia", email: "maria@example.com" },
  });
  assert.equal(made.status, 201, made.text);
  visit = made.body;
});
after(() => desk?.close());

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const starts = async (): Promise<string[]> => {
  const { body } = await desk.business.call("GET", `/api/services/appointments?visitUid=${visit.uid}`);
  return body.map(({ startTime }: { startTime: string }) => startTime);
};

test("whoever moves a visit is shown the open times of the day, and takes one of them", async () => {
  const { page, base, business } = desk;
  await page.setViewportSize({ width: 360, height: 740 });
  const [before] = await starts();
  const search = { moving: visit.appointments[0]!.uid, from: inDays(1), to: inDays(12) };
  const { days } = (await business.call("POST", "/api/services/visits/availability", search)).body as Found;
  const open = days.map(({ slots }) => slots.map(({ startTime }) => startTime)).find((day) => day.includes(before!))!;
  const wanted = open.find((start) => start > before!)!;
  const spoken = new Intl.DateTimeFormat("en", { timeZone: "America/Los_Angeles", timeStyle: "short" }).format(
    new Date(wanted),
  );

  await page.goto(`${base}/app/appointments?id=${visit.appointments[1]!.id}`);
  await page.getByRole("button", { name: "Move the whole visit" }).click();
  const dialog = page.getByRole("dialog", { name: "Move the whole visit" });
  const times = dialog.getByRole("group", { name: "Open times" });
  await times.waitFor();
  assert.equal(await times.getByRole("button").count(), open.length);
  await times.getByRole("button", { name: spoken.replace(/\s/g, " "), exact: true }).click();
  assert.equal(await dialog.getByLabel(/^Time/).inputValue(), wallTime(wanted));
  await axe(page);
  const { width } = (await times.boundingBox())!;
  assert.ok(width <= 360, `${width} pixels`);
  await dialog.getByRole("button", { name: "Move the whole visit" }).click();
  await dialog.waitFor({ state: "hidden" });
  assert.equal((await starts())[0], wanted);
  await page.getByRole("link", { name: `Haircut, ${spoken.replace(/\s.*/, "")}` }).waitFor();

  await page.getByRole("button", { name: "Move the whole visit" }).click();
  await dialog.getByLabel(/^Date/).fill(inDays(900));
  await dialog.getByText("Nothing is open on this day.").waitFor();
  await axe(page);

  const refused = { status: 409, json: { error: "CONFLICT", message: "Nothing can be listed." } };
  await page.route("**/api/services/visits/availability", (route) => route.fulfill(refused));
  await dialog.getByLabel(/^Date/).fill(days.at(-1)!.date);
  await dialog.getByRole("alert").getByText("Nothing can be listed.").waitFor();
  await axe(page);
  await page.unroute("**/api/services/visits/availability");
  await dialog.getByRole("button", { name: "Try again" }).click();
  await times.waitFor();
});

test("a visit is moved from the drawer of any of its services, and stays where the time is taken", async () => {
  const { page, base, business } = desk;
  await page.setViewportSize({ width: 360, height: 740 });
  const before = await starts();
  const wanted = new Date(Date.parse(before[0]!) + 7_200_000);
  await page.goto(`${base}/app/appointments?id=${visit.appointments[1]!.id}`);
  const button = page.getByRole("button", { name: "Move the whole visit" });
  await button.click();
  const dialog = page.getByRole("dialog", { name: "Move the whole visit" });
  await dialog.getByLabel(/^Time/).fill(wallTime(wanted));
  await axe(page);
  await dialog.getByRole("button", { name: "Move the whole visit" }).click();
  await dialog.waitFor({ state: "hidden" });
  assert.deepEqual(
    await starts(),
    before.map((start) => new Date(Date.parse(start) + 7_200_000).toISOString().replace(".000Z", "Z")),
  );

  const [owner] = (await business.call("GET", "/api/services/employees")).body;
  const taken = new Date(wanted.getTime() + 3_600_000);
  const block = { employeeId: owner.id, startTime: taken.toISOString(), endTime: inHalfAnHour(taken) };
  assert.equal((await business.call("POST", "/api/services/time-blocks", block)).status, 201);
  await button.click();
  await dialog.getByLabel(/^Time/).fill(wallTime(taken));
  await dialog.getByRole("button", { name: "Move the whole visit" }).click();
  await dialog.getByRole("alert").waitFor();
  await axe(page);
  assert.equal(Date.parse((await starts())[0]!), wanted.getTime());
});

const inHalfAnHour = (instant: Date) => new Date(instant.getTime() + 1_800_000).toISOString();
const wallTime = (instant: Date | string) =>
  new Intl.DateTimeFormat("en-GB", { timeZone: "America/Los_Angeles", timeStyle: "short" }).format(new Date(instant));
