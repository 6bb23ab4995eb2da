import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { axe, type Desk, openDesk } from "./desk.ts";
import { times } from "./visitor.ts";

describe("what can be booked with people, in the dashboard", () => {
  let desk: Desk;
  before(async () => {
    desk = await openDesk();
  });
  after(() => desk.close());

  it("makes one with two lengths and a question, which its public page offers until it is switched off", async () => {
    const { page, base } = desk;
    await page.goto(`${base}/app/event-types`);
    await page.getByRole("button", { name: "New event type" }).first().click();
    const dialog = page.getByRole("dialog", { name: "New event type" });
    await dialog.getByLabel("Title").fill("Hair consultation");
    await dialog.getByLabel("Length in minutes").fill("30");
    await dialog.getByRole("button", { name: "Create" }).click();
    await page.getByRole("heading", { level: 1, name: "Hair consultation" }).waitFor();

    await page.getByRole("switch", { name: "Let bookers choose among lengths" }).click();
    const lengths = page.getByRole("combobox", { name: "Lengths to choose from, in minutes" });
    await lengths.fill("60");
    await lengths.press("Enter");
    // What was typed stays while one looks into another tab.
    await page.getByRole("tab", { name: "Questions" }).click();
    await page.getByRole("button", { name: "Add a question" }).click();
    await page.getByLabel("Question", { exact: true }).fill("How long is your hair?");
    await page.getByRole("switch", { name: "Has to be answered" }).click();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.").last().waitFor();
    await axe(page);

    const link = await page.getByRole("link", { name: "View booking page" }).getAttribute("href");
    const [made] = (await desk.business.call("GET", "/api/event-types?search=Hair")).body.data;
    assert.deepEqual(made.lengthOptions, [30, 60]);
    assert.equal(made.bookingFields.at(-1).required, true);
    // As a visitor meets it: both lengths to choose from, and the question once a time is chosen.
    await page.goto(link!);
    await page.getByText("1 hr", { exact: true }).click();
    await times(page).first().click();
    await page.getByLabel("How long is your hair?").waitFor();
    await page.goto(`${base}/app/event-types`);

    await page.getByRole("switch", { name: "Can be booked: Hair consultation" }).click({ force: true });
    await page.getByText("“Hair consultation” is switched off.").waitFor();
    await axe(page);
    assert.equal((await fetch(link!)).status, 404);
  });

  it("blames the question that is wrong, and none that takes its place", async () => {
    const { page, base, business } = desk;
    const { data: made } = (await business.call("POST", "/api/event-types", { title: "Blame", length: 20 })).body;
    await page.goto(`${base}/app/event-types/${made.id}?tab=questions`);
    const add = page.getByRole("button", { name: "Add a question" });
    const wording = page.getByRole("textbox", { name: "Question", exact: true });
    for (const words of ["", "", "What is it about?"]) {
      await add.click();
      await wording.fill(words);
    }
    await page.getByRole("button", { name: "Save" }).click();
    const complaints = page.getByText("Please fill this in.");
    await complaints.nth(1).waitFor();
    const rows = page.getByRole("button", { name: "Short text" });
    await rows.nth(1).click();
    await wording.fill("Where shall we meet?");
    await complaints.nth(1).waitFor({ state: "detached" });
    assert.equal(await complaints.count(), 1);
    await page
      .getByRole("button", { name: /^Remove/ })
      .first()
      .click();
    await complaints.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.").last().waitFor();
  });

  it("asks what hangs on an option also once the option is worded anew", async () => {
    const { page, base, business } = desk;
    const options = ["Cut", "Colour"].map((label) => ({ label, value: label }));
    const { data: made } = (
      await business.call("POST", "/api/event-types", {
        title: "Worded anew",
        length: 20,
        bookingFields: [
          { name: "name", type: "name", label: "Your name", required: true },
          { name: "email", type: "email", label: "Email address", required: true },
          { name: "kind", type: "radio", label: "What for?", required: true, options },
          { name: "shade", type: "text", label: "Which shade?", showIf: { field: "kind", in: ["Colour"] } },
        ],
      })
    ).body;
    await page.goto(`${base}/app/event-types/${made.id}?tab=questions`);
    await page.getByRole("button", { name: /^What for\?/ }).click();
    const lines = page.getByLabel("Options, one a line");
    await lines.press("ControlOrMeta+End");
    await lines.pressSequentially(" or highlights\nColour");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.").last().waitFor();
    const { data: saved } = (await business.call("GET", `/api/event-types?id=${made.id}`)).body;
    assert.deepEqual(saved.bookingFields[2].options, [
      { label: "Cut", value: "Cut" },
      { label: "Colour or highlights", value: "Colour" },
      { label: "Colour", value: "Colour (2)" },
    ]);
    await page.goto(made.link);
    await times(page).first().click();
    await page.getByText("Colour or highlights", { exact: true }).click();
    await page.getByLabel("Which shade?").waitFor();
  });

  it("shows what the team of a managed one has set, and lets the rest be changed", async () => {
    const { page, base, business } = desk;
    const { call, userId } = business;
    const { data: team } = (await call("POST", "/api/teams", { name: "Front desk", slug: "front-desk" })).body;
    const template = await call("POST", "/api/event-types", {
      title: "Check-in",
      length: 20,
      teamId: team.id,
      schedulingType: "managed",
      unlockedFields: ["description", "afterEventBuffer"],
      hosts: [{ userId }],
    });
    assert.equal(template.status, 201, template.text);
    const [copy] = (await call("GET", "/api/event-types?search=Check-in")).body.data;
    assert.equal(copy.parentId, template.body.data.id);
    await page.goto(`${base}/app/event-types/${copy.id}`);
    const title = page.getByRole("textbox", { name: "Title" });
    await title.waitFor();
    await page.getByLabel("Description").fill("We look at the diary together.");
    assert.ok(await title.isDisabled());
    assert.ok(await page.getByRole("switch", { name: "Can be booked" }).isDisabled());
    await page.getByText("Set by the team").first().waitFor();
    await axe(page);
    await page.getByRole("tab", { name: "Location" }).click();
    await page.getByText("Set by the team").waitFor();
    assert.equal(await page.getByRole("button", { name: "Add a place" }).count(), 0);
    await page.getByRole("tab", { name: "Availability" }).click();
    assert.ok(await page.getByRole("textbox", { name: "Buffer before" }).isDisabled());
    assert.ok(await page.getByRole("textbox", { name: "Buffer after" }).isEnabled());
    await axe(page);
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.").last().waitFor();
    const saved = (await call("GET", `/api/event-types?id=${copy.id}`)).body.data;
    assert.equal(saved.description, "We look at the diary together.");
    await page.goto(`${base}/app/event-types`);
    assert.ok(await page.getByRole("switch", { name: "Can be booked: Check-in" }).first().isDisabled());
  });

  it("is put in order by keyboard, and says where it is now", async () => {
    const { page, base } = desk;
    await page.goto(`${base}/app/event-types`);
    const handles = page.getByRole("button", { name: /^Move / });
    await handles.first().waitFor();
    const before = await handles.first().getAttribute("aria-label");
    await handles.first().focus();
    await page.keyboard.press("ArrowDown");
    await page.getByText(/is now 2 of/).waitFor();
    await page.waitForLoadState("networkidle");
    await page.reload();
    await handles.first().waitFor();
    assert.equal(await handles.nth(1).getAttribute("aria-label"), before);
  });

  it("tells in words why a time cannot be booked", async () => {
    const { page, base } = desk;
    const [one] = (await desk.business.call("GET", "/api/event-types?active=true")).body.data;
    await page.goto(`${base}/app/event-types/${one.id}?tab=explain&at=2020-01-06T18:00:00Z`);
    await page.getByText(/10:00 AM cannot be booked/).waitFor();
    await page.getByText("In the past", { exact: true }).waitFor();
  });

  it("makes schedules, teams, workflows and routing forms", async () => {
    const { page, base } = desk;
    await page.goto(`${base}/app/schedules/new`);
    await page.getByRole("textbox", { name: "Name", exact: true }).fill("Evenings");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("heading", { level: 1, name: "Evenings" }).waitFor();

    await page.goto(`${base}/app/teams?id=new`);
    await page.getByRole("textbox", { name: "Name", exact: true }).fill("Stylists");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("button", { name: "Stylists" }).waitFor();

    await page.goto(`${base}/app/workflows/new`);
    await page.getByRole("textbox", { name: "Name", exact: true }).fill("A day ahead");
    await page.getByRole("button", { name: "Preview" }).click();
    await page.getByText("As its reader sees it, with a sample").waitFor();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("heading", { level: 1, name: "A day ahead" }).waitFor();
    await axe(page);

    await page.goto(`${base}/app/routing/new`);
    await page.getByRole("textbox", { name: "Title" }).fill("Talk to us");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("heading", { level: 1, name: "Talk to us" }).waitFor();
    await page.getByRole("tab", { name: "Routes" }).click();
    await page.getByRole("button", { name: "Add a route" }).click();
    await page.getByLabel("Value").fill("many");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.").last().waitFor();
    await axe(page);
  });

  it("proposes a trip from today on, as it is where its owner is", async () => {
    const { page, base } = desk;
    await page.clock.setFixedTime("2031-05-10T03:00:00Z");
    await page.goto(`${base}/app/schedules?tab=travel`);
    await page.getByRole("button", { name: "Add a trip" }).click();
    assert.equal(await page.getByRole("textbox", { name: "First day" }).inputValue(), "05/09/2031");
    await page.clock.resume();
    await page.goto("about:blank");
  });

  it("refuses an absence that ends before it begins", async () => {
    const { page } = desk;
    await page.goto(`${desk.base}/app/schedules?tab=away&id=new`);
    const form = page.getByRole("dialog");
    await form.getByRole("textbox", { name: "First day" }).fill("05/10/2031");
    await form.getByRole("textbox", { name: "Last day" }).fill("05/01/2031");
    await page.keyboard.press("Tab");
    await form.getByText("Not before 05/10/2031, please.").waitFor();
    await form.getByRole("button", { name: "Save" }).click();
    await form.getByText(/^Please look at what is marked/).waitFor();
    assert.equal((await desk.business.call("GET", "/api/out-of-office")).body.data.length, 0);
  });

  it("keeps nobody out of what belongs to it", async () => {
    const { page, base } = desk;
    const places = ["/schedules?tab=away&id=new", "/teams?id=1"];
    for (const path of places) {
      await page.goto(`${base}/app${path}`);
      await page.getByRole("dialog").waitFor();
      await axe(page);
    }
  });
});
