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
  {
    name: "creates an invoice",
    language: "curl",
    status: 201,
    code: String.raw`curl -X POST https://app.schedly.io/api/services/invoices \
-H "cal-api-key: sk_live_abc123..." \
-H "Content-Type: application/json" \
-d '{ "customerId": 5, "items": [ { "description": "Haircut", "quantity": 1, "unitPrice": 3500 }, { "description": "Deep Conditioning", "quantity": 1, "unitPrice": 2000 } ], "dueDate": "2026-03-01" }'`,
  },
  {
    name: "creates a product",
    language: "curl",
    status: 201,
    code: String.raw`curl -X POST https://app.schedly.io/api/services/products \
-H "cal-api-key: sk_live_abc123..." \
-H "Content-Type: application/json" \
-d '{ "name": "Premium Shampoo", "price": 2499, "sku": "SHMP-001", "stock": 50 }'`,
  },
];

/** Verifying a key. The same with an access token is run in oauth.test.ts, with one that was just given out. */
export const identityExamples: Example[] = [
  {
    name: "verifies a key",
    language: "curl",
    status: 200,
    code: String.raw`curl https://app.schedly.io/api/auth/oauth/me \
-H "Authorization: Bearer sk_live_abc123def456..."`,
  },
  {
    name: "verifies a key",
    language: "javascript",
    status: 200,
    code: String.raw`const response = await fetch( 'https://app.schedly.io/api/auth/oauth/me', { headers: { 'Authorization': 'Bearer sk_live_abc123def456...' } } ); const data = await response.json();`,
  },
  {
    name: "verifies a key",
    language: "python",
    status: 200,
    code: String.raw`response = requests.get( "https://app.schedly.io/api/auth/oauth/me", headers={"Authorization": "Bearer sk_live_abc123def456..."} )
data = response.json()`,
  },
];

/** Those of an app: authorization, code, refresh, and whom the token acts for. */
export const oauthExamples = {
  authorizeInJavaScript: String.raw`const params = new URLSearchParams({ client_id: 'cl_live_a1b2c3d4e5f6', redirect_uri: 'https://yourapp.com/callback', response_type: 'code', state: crypto.randomUUID() }); window.location.href = ${"`"}https://app.schedly.io/auth/oauth2/authorize?${"$"}{params}${"`"};`,
  authorizeInPython: String.raw`import secrets
from urllib.parse import urlencode
params = urlencode({ "client_id": "cl_live_a1b2c3d4e5f6", "redirect_uri": "https://yourapp.com/callback", "response_type": "code", "state": secrets.token_urlsafe(32) })
auth_url = f"https://app.schedly.io/auth/oauth2/authorize?{params}"`,
  exchange: {
    curl: String.raw`curl -X POST https://app.schedly.io/api/auth/oauth/token \
-H "Content-Type: application/x-www-form-urlencoded" \
-d "grant_type=authorization_code" \
-d "code=auth_code_abc123xyz789" \
-d "client_id=cl_live_a1b2c3d4e5f6" \
-d "client_secret=cs_live_x9y8z7w6v5u4" \
-d "redirect_uri=https://yourapp.com/callback"`,
    javascript: String.raw`const response = await fetch( 'https://app.schedly.io/api/auth/oauth/token', { method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ grant_type: 'authorization_code', code: 'auth_code_abc123xyz789', client_id: 'cl_live_a1b2c3d4e5f6', client_secret: 'cs_live_x9y8z7w6v5u4', redirect_uri: 'https://yourapp.com/callback' }) } ); const tokens = await response.json();`,
    python: String.raw`import requests
response = requests.post( "https://app.schedly.io/api/auth/oauth/token", data={ "grant_type": "authorization_code", "code": "auth_code_abc123xyz789", "client_id": "cl_live_a1b2c3d4e5f6", "client_secret": "cs_live_x9y8z7w6v5u4", "redirect_uri": "https://yourapp.com/callback" } )
tokens = response.json()`,
  },
  refresh: {
    curl: String.raw`curl -X POST https://app.schedly.io/api/auth/oauth/refreshToken \
-H "Content-Type: application/x-www-form-urlencoded" \
-d "grant_type=refresh_token" \
-d "refresh_token=rt_live_m4n5o6p7q8r9..." \
-d "client_id=cl_live_a1b2c3d4e5f6" \
-d "client_secret=cs_live_x9y8z7w6v5u4"`,
    javascript: String.raw`const response = await fetch( 'https://app.schedly.io/api/auth/oauth/refreshToken', { method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: 'rt_live_m4n5o6p7q8r9...', client_id: 'cl_live_a1b2c3d4e5f6', client_secret: 'cs_live_x9y8z7w6v5u4' }) } );`,
    python: String.raw`response = requests.post(
"https://app.schedly.io/api/auth/oauth/refreshToken",
data={
"grant_type": "refresh_token",
"refresh_token": "rt_live_m4n5o6p7q8r9...",
"client_id": "cl_live_a1b2c3d4e5f6",
"client_secret": "cs_live_x9y8z7w6v5u4"
}
)`,
  },
  me: {
    curl: String.raw`curl https://app.schedly.io/api/auth/oauth/me \
-H "Authorization: Bearer eyJhbGciOi..."`,
    javascript: String.raw`const response = await fetch( 'https://app.schedly.io/api/auth/oauth/me', { headers: { 'Authorization': 'Bearer eyJhbGciOi...' } } ); const user = await response.json();`,
    python: String.raw`response = requests.get(
"https://app.schedly.io/api/auth/oauth/me",
headers={"Authorization": "Bearer eyJhbGciOi..."}
)
user = response.json()`,
  },
};

/** Those of scheduling. Their dates were ahead when they were written: the installation's clock stands before them. */
export const bookingExamples: Example[] = [
  {
    name: "books an event",
    language: "curl",
    status: 201,
    code: String.raw`curl -X POST https://app.schedly.io/api/book/event \
-H "Content-Type: application/json" \
-d '{ "eventTypeId": 42, "start": "2026-02-25T14:00:00Z", "end": "2026-02-25T14:30:00Z", "responses": { "name": "Maria Garcia", "email": "maria@example.com" }, "timeZone": "America/Los_Angeles", "language": "en" }'`,
  },
  {
    name: "cancels a booking",
    language: "curl",
    status: 200,
    code: String.raw`curl -X POST https://app.schedly.io/api/cancel \
-H "Content-Type: application/json" \
-d '{ "uid": "bk_2f8a9c3e", "reason": "Schedule conflict" }'`,
  },
  {
    name: "lists event types",
    language: "curl",
    status: 200,
    code: String.raw`curl https://app.schedly.io/api/extension/event-types \
-H "cal-api-key: sk_live_abc123..."`,
  },
];
