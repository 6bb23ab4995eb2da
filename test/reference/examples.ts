// The examples of the public API reference for the endpoints that exist, to the letter. Only line ends are put back where
// the reference's text has lost them. The test replaces the address and the key, and nothing else.

export type Example = { name: string; language: "curl" | "javascript" | "python"; status: number; code: string };

export const examples: Example[] = [
  {
    name: "creates a service",
    language: "curl",
    status: 201,
    code: String.raw`curl -X POST https://app.schedly.io/api/services/services \
-H "cal-api-key: sk_live_abc123..." \
-H "Content-Type: application/json" \
-d '{ "name": "Haircut", "duration": 30, "price": 3500, "currency": "usd", "description": "Professional haircut service", "bufferTimeAfter": 10 }'`,
  },
  {
    name: "creates a service",
    language: "javascript",
    status: 201,
    code: String.raw`const res = await fetch('https://app.schedly.io/api/services/services', { method: 'POST', headers: { 'cal-api-key': 'sk_live_abc123...', 'Content-Type': 'application/json' }, body: JSON.stringify({ name: 'Haircut', duration: 30, price: 3500, currency: 'usd', description: 'Professional haircut service' }) });`,
  },
  {
    name: "creates a service",
    language: "python",
    status: 201,
    code: String.raw`res = requests.post(
"https://app.schedly.io/api/services/services",
headers={"cal-api-key": "sk_live_abc123..."},
json={
"name": "Haircut",
"duration": 30,
"price": 3500,
"currency": "usd",
"description": "Professional haircut service"
}
)`,
  },
  {
    name: "creates an appointment",
    language: "curl",
    status: 201,
    code: String.raw`curl -X POST https://app.schedly.io/api/services/appointments \
-H "cal-api-key: sk_live_abc123..." \
-H "Content-Type: application/json" \
-d '{ "serviceId": 1, "startTime": "2026-02-25T10:00:00Z", "endTime": "2026-02-25T10:30:00Z", "customerId": 5, "employeeId": 3, "status": "approved", "price": 3500 }'`,
  },
  {
    name: "creates an appointment",
    language: "javascript",
    status: 201,
    code: String.raw`const res = await fetch('https://app.schedly.io/api/services/appointments', { method: 'POST', headers: { 'cal-api-key': 'sk_live_abc123...', 'Content-Type': 'application/json' }, body: JSON.stringify({ serviceId: 1, startTime: '2026-02-25T10:00:00Z', endTime: '2026-02-25T10:30:00Z', customerId: 5, employeeId: 3 }) });`,
  },
  {
    name: "creates an appointment",
    language: "python",
    status: 201,
    code: String.raw`res = requests.post(
"https://app.schedly.io/api/services/appointments",
headers={"cal-api-key": "sk_live_abc123..."},
json={
"serviceId": 1,
"startTime": "2026-02-25T10:00:00Z",
"endTime": "2026-02-25T10:30:00Z",
"customerId": 5,
"employeeId": 3
}
)`,
  },
  {
    name: "creates a customer",
    language: "curl",
    status: 201,
    code: String.raw`curl -X POST https://app.schedly.io/api/services/customers \
-H "cal-api-key: sk_live_abc123..." \
-H "Content-Type: application/json" \
-d '{ "name": "Emily Chen", "email": "emily@example.com", "phone": "+1-555-0102", "notes": "Prefers morning appointments" }'`,
  },
  {
    name: "creates an employee",
    language: "curl",
    status: 201,
    code: String.raw`curl -X POST https://app.schedly.io/api/services/employees \
-H "cal-api-key: sk_live_abc123..." \
-H "Content-Type: application/json" \
-d '{ "name": "James Wilson", "email": "james@salon.com", "role": "stylist", "serviceIds": [1, 2, 3] }'`,
  },
  {
    name: "creates a resource",
    language: "curl",
    status: 201,
    code: String.raw`curl -X POST https://app.schedly.io/api/services/resources \
-H "cal-api-key: sk_live_abc123..." \
-H "Content-Type: application/json" \
-d '{ "locationId": 1, "name": "Treatment Room A", "type": "room", "quantity": 1 }'`,
  },
  {
    name: "checks a resource",
    language: "curl",
    status: 200,
    code: String.raw`curl "https://app.schedly.io/api/services/resource-availability?\
resourceId=5&\
startTime=2026-03-15T09:00:00Z&\
endTime=2026-03-15T10:00:00Z" \
-H "cal-api-key: sk_live_abc123..."`,
  },
  {
    name: "creates a district",
    language: "curl",
    status: 201,
    code: String.raw`curl -X POST https://app.schedly.io/api/services/districts \
-H "cal-api-key: sk_live_abc123..." \
-H "Content-Type: application/json" \
-d '{ "name": "Downtown", "region": "Central", "description": "Downtown metro area locations" }'`,
  },
  {
    name: "reviews an appointment",
    language: "curl",
    status: 201,
    code: String.raw`curl -X POST https://app.schedly.io/api/services/public-review \
-H "Content-Type: application/json" \
-d '{ "uid": "apt_7f3b2a1c", "rating": 5, "comment": "Excellent service!" }'`,
  },
  {
    name: "reads insights",
    language: "curl",
    status: 200,
    code: String.raw`curl "https://app.schedly.io/api/services/insights?\
from=2026-01-01&to=2026-02-28" \
-H "cal-api-key: sk_live_abc123..."`,
  },
];
