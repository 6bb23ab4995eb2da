import type { DomainError } from "../platform/errors.ts";

// What an agent reads when a call did not work: what was wrong, and what to do next.

export const tooLarge = "RESULT_TOO_LARGE";

export function tellRefusal(refusal: DomainError): object {
  const { type, message, details, retryAfterSeconds } = refusal;
  return {
    error: type.code,
    message,
    ...(details ? { details: details.map((detail) => ({ ...detail, field: fieldOf(detail.field) })) } : {}),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    hint: hintFor(refusal),
  };
}

/** An agent sends arguments, and no body or header. */
const fieldOf = (field: string) =>
  field === "body" ? "arguments" : field === "Idempotency-Key" ? "idempotencyKey" : field;

function hintFor({ type, details, retryAfterSeconds, missing }: DomainError): string {
  switch (type.code) {
    case "BAD_REQUEST":
    case "VALIDATION_ERROR":
      return "Correct the fields in `details` and call the tool again; its inputSchema says what each of them takes. Nothing was changed.";
    case "NOT_FOUND":
      return whereToLook(missing);
    case "CONFLICT":
      return details?.length
        ? "Nothing was changed. `details` says what is in the way, or which alternatives are open: take one, or ask the person."
        : "Nothing was changed. Read the record again to see its state, and decide with the person whether this is still wanted.";
    case "FORBIDDEN":
      return "Do not try again with this key. Tell the person what the message says is in the way: where it is a permission, they can use another key or ask an owner.";
    case "PRECONDITION_FAILED":
      return "Somebody changed the record meanwhile. Read it again, and repeat the change if it is still right.";
    case "RATE_LIMITED":
      return `Wait${retryAfterSeconds ? ` ${retryAfterSeconds} seconds` : ""} before the next call.`;
    case tooLarge:
      return "Ask for less: a shorter time, a filter, or a smaller limit.";
    case "UNAVAILABLE":
      return "Call the tool again in a few seconds; with the same idempotencyKey if it changes something.";
    default:
      return "Call the tool once more. If it fails again, tell the person: this is an error of the server.";
  }
}

/**
 * Goes by what is missing and not by the tool: an appointment that cannot be made for want of its service is of no help
 * to somebody who looks for a service.
 */
function whereToLook(noun: string | undefined): string {
  if (noun === undefined) return "Do not try again with the same arguments. Tell the person what the message says.";
  const finder = finders[noun];
  return finder
    ? `Find the right one with ${finder} and call the tool again with what it shows.`
    : "No tool lists these. Ask the person for the right one, or leave it out where it is optional.";
}

/** Which tool shows the ids of what an argument can name. */
const finders: Record<string, string> = {
  "API key": "list_api_keys",
  appointment: "list_appointments",
  booking: "list_bookings",
  business: "get_current_user",
  category: "list_service_categories",
  customer: "search_customers",
  district: "list_locations",
  employee: "list_staff",
  "event type": "list_event_types",
  extra: "list_services",
  invoice: "list_invoices",
  location: "list_locations",
  member: "list_team_members",
  "out of office": "get_out_of_office",
  person: "list_event_types",
  product: "list_products",
  "product category": "list_products",
  "routing form": "list_routing_forms",
  "routing form response": "list_routing_form_responses",
  schedule: "list_schedules",
  "schedule of yours": "list_schedules",
  service: "list_services",
  team: "list_teams",
  "team member": "list_team_members",
  webhook: "list_webhooks",
  workflow: "list_workflows",
};
