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
  await make("/api/services/reviews", { customerId: customer.id, rating: 5 });
  await make("/api/services/extras", { name: "Conditioner", price: 500, serviceId: service.id });
  await make("/api/services/waitlist", { serviceId: service.id, customerId: customer.id, fromDate: "2035-03-05" });
  await make("/api/invitations", { email: "new@example.com", role: "employee" });
  return { category, district, location, service, resource, role, employee, customer, appointment };
}
