import type { AccountFacts, AppointmentFacts } from "./facts.ts";
import type { InvoiceFacts } from "./invoice-facts.ts";

/** Made-up facts for tests and for the previews of the editor. */
export const exampleFacts: AppointmentFacts = {
  business: {
    name: "Studio Nord",
    address: "Torstraße 12, 10119 Berlin",
    phone: "+49 30 1234567",
    email: "hello@studio.example",
    logoUrl: "https://studio.example/logo.png",
    accentColor: "#f2c94c",
    url: "https://studio.example/",
  },
  customerName: "Maria Weber",
  serviceName: "Haircut",
  extras: ["Head massage"],
  employeeName: "James",
  locationName: "Mitte",
  locationAddress: "Torstraße 12, 10119 Berlin",
  start: "2027-03-09T09:00:00Z",
  end: "2027-03-09T09:30:00Z",
  zone: "Europe/Berlin",
  price: { amount: 4500, currency: "eur" },
  deposit: { amount: 1050, currency: "eur" },
  previousStart: "2027-03-08T15:00:00Z",
  reason: "James is ill.",
  note: "Please come five minutes early.",
  answers: [{ question: "Allergies", answer: "Latex" }],
  offerUntil: "2027-03-08T11:00:00Z",
  links: {
    confirm: "https://studio.example/confirm/1",
    cancel: "https://studio.example/cancel/1",
    reschedule: "https://studio.example/move/1",
    review: "https://studio.example/review/1",
    accept: "https://studio.example/accept/1",
    unsubscribe: "https://studio.example/stop/1",
    ics: "https://studio.example/1.ics",
    view: "https://studio.example/appointments/1",
  },
};

const account = {
  product: { name: "Schedly", url: "https://schedly.example/" },
  email: "maria@example.org",
  name: "Maria Weber",
  link: "https://schedly.example/go/1",
};
const limited = { ...account, expiresInMinutes: 60 };
const notice = { ...account, at: "2027-03-09T09:00:00Z", zone: "Europe/Berlin" };

const changedEvent = { booking: "Haircut: James", at: "2027-03-09T09:00:00Z", zone: "Europe/Berlin" };

export const exampleAccountFacts: AccountFacts = {
  verifyEmail: limited,
  resetPassword: limited,
  magicLink: { ...limited, expiresInMinutes: 15 },
  invitation: { ...limited, expiresInMinutes: 10_080, business: "Studio Nord", role: "manager", inviter: "James" },
  alreadyRegistered: account,
  passwordChanged: notice,
  newSignIn: { ...notice, device: "Firefox on Linux", place: "Berlin", ipAddress: "192.0.2.1" },
  calendarFailing: {
    ...account,
    calendar: "maria@example.org",
    reason: "dav.example answered 401: it does not let us in",
  },
  calendarEventDeleted: { ...account, ...changedEvent },
  calendarEventMoved: { ...account, ...changedEvent },
  webhookDisabled: {
    ...account,
    webhook: "https://example.org/hooks",
    reason: "Nothing could be delivered for days",
  },
};

export const exampleInvoiceFacts: InvoiceFacts = {
  business: exampleFacts.business,
  customerName: "Maria Weber",
  number: "INV-0042",
  issuedAt: "2027-03-09T09:00:00Z",
  paidAt: "2027-03-12T09:00:00Z",
  dueDate: "2027-03-23",
  zone: "Europe/Berlin",
  currency: "eur",
  items: [
    { description: "Haircut", quantity: 1000, total: 4500 },
    { description: "Bridal styling, by the hour", quantity: 1500, total: 12_000 },
  ],
  subtotal: 16_500,
  discount: 1500,
  total: 15_000,
  notes: "Thank you for coming.",
};
