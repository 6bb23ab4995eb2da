import type { Operation } from "../platform/operation.ts";

// What arguments mean that their schemas leave to their names. REST's readers have the page around them; an agent has a
// name, and wants to know where the value comes from.

const meanings: Record<string, string> = {
  eventTypeId: "Id of the event type, from list_event_types",
  teamId: "Id of the team, from list_teams",
  serviceId: "Id of the service, from list_services",
  employeeId: "Id of the staff member, from list_staff",
  locationId: "Id of the location, from list_locations",
  customerId: "Id of the customer, from search_customers",
  categoryId: "Id of the category, from list_service_categories",
  districtId: "Id of the district that groups locations",
  resourceId: "Id of the room, station or piece of equipment",
  productId: "Id of the product, from list_products",
  formId: "Id of the routing form, from list_routing_forms",
  userId: "Id of the member, from list_team_members",
  id: "Id of the record: a positive whole number, from the list or search of the same kind",
  uid: "The record's uid, as lists and events show it",
  seriesUid: "What the appointments of one series share",
  visitUid: "What the services of one visit share",
  recurringEventId: "What the bookings of one series share",
  attendeeEmail: "An attendee's e-mail address, in full",
  name: "What people call it",
  title: "What people read as its name",
  slug: "The last part of its address: lower-case letters, digits and hyphens",
  description: "What people read about it",
  reason: "Why, in words that the people concerned read",
  cancellationReason: "Why, in words that the people concerned read",
  notes: "Notes that the customer may see",
  internalNotes: "Notes that only the business sees",
  email: "E-mail address",
  phone: "Phone number, best with its country code, such as +14155550100",
  bio: "A few sentences about the person, shown on the booking page",
  avatarUrl: "Address (https) of a picture",
  address: "Postal address",
  gender: "As the customer says it",
  dateOfBirth: "Local date, such as 1990-05-17",
  tags: "Words by which to find the record again",
  tag: "Only those that carry this tag",
  language: "Language tag such as en, de or pt-BR",
  timeZone: "IANA time zone such as America/Los_Angeles",
  currency: "ISO 4217 code in lower case, such as usd",
  price: "In the currency's minor unit: 3500 is 35.00",
  color: "Colour such as #0f766e",
  status: "Its status; one of those listed",
  active: "Whether it is in use: true or false; leave it out for both",
  sort: "Order of the list; a leading minus is descending",
  q: "What to look for",
  by: "What decides the order",
  trigger: "The event that sets it off",
  steps: "What it does, in order",
  changes: "The fields to change; what is left out stays",
  attendees: "Who takes part",
  guests: "Further people, by e-mail address",
  extras: "Extras of the service that are wanted",
  resources: "Rooms, stations or equipment that are taken",
  metadata: "Your own names and values, kept with the record",
  start: "Start, as an ISO 8601 instant with an offset, such as 2026-02-25T10:00:00Z",
  end: "End, as an ISO 8601 instant with an offset",
  startTime: "Start, as an ISO 8601 instant with an offset, such as 2026-02-25T10:00:00Z",
  endTime: "End, as an ISO 8601 instant with an offset",
  date: "Local date such as 2026-02-25",
  from: "Not before this ISO 8601 instant",
  to: "Before this ISO 8601 instant",
};

/** What an argument is for, or its name in words. */
export const describeField = (operation: Operation, name: string): string =>
  meanings[name] ?? `${inWords(name)} of the ${nounOf(operation)}`;

const inWords = (name: string) => {
  const words = name.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
  return words[0]!.toUpperCase() + words.slice(1);
};
const nounOf = ({ name }: Operation) => name.split(".")[0]!.replaceAll("-", " ").replace(/s$/, "");
