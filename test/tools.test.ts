import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { z } from "zod";
import { operations } from "../src/app.ts";
import { makeTools } from "../src/mcp/tools.ts";
import { isPage } from "../src/platform/page.ts";

// What an agent has of a tool is its name, one sentence, and its arguments. The reference says which tools there are.

const documented = `
  get_current_user update_user_profile list_api_keys get_out_of_office
  list_event_types get_event_type create_event_type update_event_type delete_event_type duplicate_event_type
  list_bookings get_booking cancel_booking confirm_booking reject_booking list_upcoming_bookings search_bookings mark_no_show
  list_schedules get_schedule create_schedule delete_schedule get_available_slots
  list_appointments get_appointment create_appointment update_appointment cancel_appointment check_availability
  bulk_update_appointments
  search_customers get_customer create_customer update_customer delete_customer list_top_customers
  list_locations get_location list_services get_service list_staff get_staff list_products update_product_stock
  list_invoices list_service_categories
  list_workflows get_workflow create_workflow update_workflow delete_workflow
  list_webhooks get_webhook create_webhook update_webhook delete_webhook test_webhook
  list_routing_forms get_routing_form list_routing_form_responses
  list_teams get_team list_team_members
  get_schedule_stats dashboard_summary booking_analytics popular_event_types busiest_days no_show_report revenue_report
  staff_performance`
  .trim()
  .split(/\s+/);
/** Listed only where a client asks for them. */
const further = ["book_slot", "reschedule_booking", "explain_slot", "undo"];

const tools = operations.filter(({ tool }) => tool);

describe("every tool", () => {
  it("is one of the 71 of the reference, or one of ours that clients have to ask for", () => {
    assert.equal(new Set(documented).size, 71);
    const names = tools.map(({ tool }) => tool!);
    assert.deepEqual(
      documented.filter((name) => !names.includes(name)),
      [],
    );
    assert.deepEqual(
      names.filter((name) => !documented.includes(name) && !further.includes(name)),
      [],
    );
    const listed = [...makeTools(operations).values()].filter((tool) => tool.documented);
    assert.deepEqual(
      listed.map(({ name }) => name),
      documented,
    );
  });

  it("says in one sentence what it does", () => {
    const wrong = tools.filter(
      ({ summary }) => !/^[A-Z][^\n]{10,180}$/.test(summary) || /[.!?](\s|$)/.test(summary.replaceAll("e.g.", "")),
    );
    assert.deepEqual(
      wrong.map(({ tool, summary }) => `${tool}: ${summary}`),
      [],
    );
  });

  it("describes every field that it takes, whatever that lies in", () => {
    const silent = tools.flatMap(({ tool, query, body }) =>
      [query, body].flatMap((schema) => (schema ? undescribed(schema).map((path) => `${tool}: ${path}`) : [])),
    );
    assert.deepEqual(silent, []);
  });

  it("describes them to agents too, with nothing that an agent would have to look up elsewhere", () => {
    for (const { name, listed } of makeTools(operations).values()) {
      assert.deepEqual(silentIn(listed.inputSchema), [], name);
      assert.doesNotMatch(JSON.stringify(listed.inputSchema), /"\$(ref|defs)"/, name);
    }
  });

  it("takes a limit and a cursor where it lists", () => {
    const without = tools.filter(({ output, query }) => isPage(output) && !(query?.shape.limit && query.shape.cursor));
    assert.deepEqual(
      without.map(({ tool }) => tool),
      [],
    );
  });
});

type Json = Record<string, any>;

const undescribed = (schema: z.ZodType): string[] =>
  silentIn(z.toJSONSchema(schema, { io: "input", unrepresentable: "any", reused: "inline" }) as Json);

/** The paths of properties without a description: of objects, of what lists hold, of each alternative. */
function silentIn(schema: Json, definitions: Json = schema.$defs ?? {}, path = "", within: string[] = []): string[] {
  if (typeof schema.$ref === "string") {
    const name = schema.$ref.split("/").at(-1)!;
    return within.includes(name) ? [] : silentIn(definitions[name], definitions, path, [...within, name]);
  }
  const inner = (part: Json, place: string) => silentIn(part, definitions, place, within);
  const told = ({ description, $ref }: Json) => description ?? definitions[$ref?.split("/").at(-1)]?.description;
  const named = Object.entries((schema.properties ?? {}) as Record<string, Json>).flatMap(([name, property]) => [
    ...(told(property) ? [] : [`${path}${name}`]),
    ...inner(property, `${path}${name}.`),
  ]);
  const held = [schema.items, schema.additionalProperties].filter((part) => typeof part === "object" && part !== null);
  const either = [schema.anyOf, schema.oneOf, schema.allOf, schema.prefixItems].flatMap((parts) => parts ?? []);
  return [
    ...named,
    ...held.flatMap((part) => inner(part, `${path}[].`)),
    ...either.flatMap((part: Json) => inner(part, path)),
  ];
}
