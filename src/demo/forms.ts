import { sql } from "kysely";
import { type App, asSystem } from "../app.ts";
import { DAY } from "../domain/time/availability/calendar.ts";
import { iso } from "../platform/schemas.ts";
import { customers } from "./cast.ts";
import { randomFrom } from "./random.ts";

type Does = (name: string, body: object, query?: object) => Promise<{ id: number }>;

const choice = (name: string, label: string, values: string[]) => ({
  name,
  label,
  type: "select",
  required: true,
  options: values.map((value) => ({ value, label: value })),
});
const sizes = ["1-10", "11-50", "51-200", "201+"];
const industries = ["Hospitality", "Media", "Retail", "Technology"];

/** A form for companies that plan something with the salon, and a dozen who have sent it in the last weeks. */
export async function fillForms(app: App, businessId: number, does: Does): Promise<void> {
  const eventTypeId = await asSystem(app, businessId, async ({ db }) => {
    const { rows } = await sql<{ id: number }>`
      select id from event_types where business_id = ${businessId} and slug = 'consultation'`.execute(db);
    return rows[0]!.id;
  });
  const form = (await does("routing-forms.create", {
    name: "Talk to us",
    description: "For companies: styling for your events, your teams and your productions.",
    fields: [
      choice("companySize", "Company size", sizes),
      choice("industry", "Industry", industries),
      { name: "name", type: "text", label: "Name" },
      { name: "email", type: "email", label: "Email", required: true },
    ],
    routes: [
      {
        name: "Larger companies",
        conditions: { rules: [{ field: "companySize", operator: "in", value: ["51-200", "201+"] }] },
        action: { type: "eventType", eventTypeId },
      },
      {
        name: "Press and productions",
        conditions: { rules: [{ field: "industry", operator: "equals", value: "Media" }] },
        action: { type: "redirect", url: "https://sarahssalon.example/press" },
      },
      {
        name: "Everybody else",
        isFallback: true,
        action: { type: "message", message: "Thank you. We write to you within two working days." },
      },
    ],
  })) as { id: number; uid: string };
  const random = randomFrom(20_260_225);
  for (const [name, email] of customers.slice(0, 12))
    await does("routing-forms.submit", {
      uid: form.uid,
      responses: {
        companySize: random.pick(sizes),
        industry: random.pick(industries),
        name,
        email,
      },
      metadata: { utm_source: random.pick(["newsletter", "search", "instagram"]) },
    });
  await spreadOverWeeks(app, businessId, form.id);
}

/** They all came in a moment ago; now they did over four weeks, the first one first. */
async function spreadOverWeeks(app: App, businessId: number, formId: number): Promise<void> {
  await asSystem(app, businessId, async ({ db, now }) => {
    await sql`
      update routing_form_responses r set created_at = ${iso(now - 28 * DAY)}::timestamptz + placed.place * interval '55 hours'
      from (select id, row_number() over (order by id) - 1 as place from routing_form_responses
        where business_id = ${businessId} and form_id = ${formId}) placed
      where r.business_id = ${businessId} and r.id = placed.id`.execute(db);
  });
}
