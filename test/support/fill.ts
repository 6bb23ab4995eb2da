import assert from "node:assert/strict";
import type { TestBusiness } from "./installation.ts";

/** At least one record of everything that has an id of its own, made as a caller would. */
export async function fillBusiness({ call }: Pick<TestBusiness, "call">) {
  const make = async (path: string, body: object): Promise<any> => {
    const answer = await call("POST", path, body);
    assert.ok(answer.status < 300, `POST ${path}: ${answer.status} ${answer.text}`);
    return answer.body.data ?? answer.body;
  };
  const category = await make("/api/services/categories", { name: "Hair" });
  const district = await make("/api/services/districts", { name: "North" });
  const location = await make("/api/services/locations", { name: "Main street", districtId: district.id });
  const service = await make("/api/services/services", {
    name: "Haircut",
    duration: 30,
    price: 3500,
    categoryId: category.id,
  });
  const resource = await make("/api/services/resources", {
    name: "Chair",
    locationId: location.id,
    type: "station",
    quantity: 2,
  });
  const role = await make("/api/services/employee-role", { name: "Stylist", permissions: ["appointments:read"] });
  const employee = await make("/api/services/employees", {
    name: "James Wilson",
    email: "james@example.com",
    role: role.name,
  });
  const customer = await make("/api/services/customers", { name: "Emily Chen", email: "emily@example.com" });
  const appointment = await make("/api/services/appointments", {
    serviceId: service.id,
    customerId: customer.id,
    employeeId: employee.id,
    startTime: "2035-03-05T18:00:00Z",
    endTime: "2035-03-05T18:30:00Z",
  });
  await make("/api/services/time-blocks", { startTime: "2035-03-06T18:00:00Z", endTime: "2035-03-06T19:00:00Z" });
  await make("/api/out-of-office", { start: "2035-03-07T18:00:00Z", end: "2035-03-07T19:00:00Z" });
  const productCategory = await make("/api/services/product-categories", { name: "Hair care" });
  await make("/api/services/products", { name: "Shampoo", price: 2499, stock: 5, categoryId: productCategory.id });
  await make("/api/services/invoices", {
    customerId: customer.id,
    items: [{ description: "Haircut", unitPrice: 3500 }],
  });
  await make("/api/services/reviews", { customerId: customer.id, rating: 5 });
  await make("/api/services/extras", { name: "Conditioner", price: 500, serviceId: service.id });
  await make("/api/services/custom-fields", { label: "Any allergies?", serviceIds: [service.id] });
  await make("/api/services/waitlist", { serviceId: service.id, customerId: customer.id, fromDate: "2035-03-05" });
  await make("/api/workflows", {
    name: "Reminder",
    trigger: "beforeAppointment",
    steps: [{ action: "email_attendee", texts: { en: { subject: "Until tomorrow", body: "See you" } } }],
  });
  await make("/api/invitations", { email: "new@example.com", role: "employee" });
  const meeting = await make("/api/event-types", {
    title: "Intro",
    slug: "intro",
    length: 30,
    periodType: "UNLIMITED",
  });
  await make("/api/book/event", {
    eventTypeId: meeting.id,
    start: "2035-03-05T20:00:00Z",
    responses: { name: "Maria Garcia", email: "maria@example.com" },
  });
  await make("/api/schedules", { name: "Mornings" });
  await make("/api/calendars", { provider: "ics", url: "https://calendar.example/private/feed.ics" });
  await make("/api/calendars/feed", {});
  const eventType = await make("/api/event-types", { title: "First meeting", length: 30 });
  await make("/api/private-links", { eventTypeId: eventType.id });
  const team = await make("/api/teams", { name: "Front desk" });
  await make("/api/event-types", { title: "Anybody", length: 30, teamId: team.id });
  const form = await make("/api/routing/forms", {
    name: "Talk to us",
    fields: [{ name: "email", type: "email", label: "Email", required: true }],
    routes: [{ isFallback: true, action: { type: "eventType", eventTypeId: meeting.id } }],
  });
  await make("/api/routing/forms/submit", { uid: form.uid, responses: { email: "maria@example.com" } });
  await make("/api/oauth-clients", {
    name: "Planner",
    redirectUris: ["https://planner.example/callback"],
    scopes: ["bookings:read"],
  });
  const webhook = await make("/api/webhooks", {
    subscriberUrl: "https://receiver.invalid/hooks",
    eventTriggers: ["SERVICE_BOOKING_CREATED"],
    secret: "a secret of the receiver",
  });
  await make(`/api/webhooks/${webhook.id}/test`, {});
  await make("/api/zapier/hooks", { target_url: "https://receiver.invalid/hooks", event: "OOO_CREATED" });
  return { category, district, location, service, resource, role, employee, customer, appointment };
}
