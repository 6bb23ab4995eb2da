import { iso } from "../../../platform/schemas.ts";
import type { Occasion, Person } from "../runs/occasion.ts";

const person = (key: string, name: string, email: string, page: string): Person => ({
  key,
  name,
  email,
  phone: "+14155550123",
  timeZone: "America/New_York",
  language: "en",
  guest: false,
  links: { view: page, reschedule: `${page}/reschedule`, cancel: `${page}/cancel` },
});

/** A meeting that never was, in three days, to look at texts before there is one, and to see that they can be filled in. */
export function sampleOccasion(now: number, publicUrl: string): Occasion & { start: string; end: string } {
  const start = Math.ceil(now / 3_600_000) * 3_600_000 + 3 * 86_400_000;
  const page = `${publicUrl}/booking/sample`;
  return {
    kind: "booking",
    subject: "booking:0",
    id: 0,
    start: iso(start),
    end: iso(start + 1_800_000),
    awaited: { before: true, after: true },
    eventTypeIds: [],
    serviceId: null,
    teamId: null,
    userIds: [],
    attendees: [person("sample", "Maria Garcia", "maria@example.com", page)],
    hosts: [person("host:0", "Sarah Johnson", "sarah@example.com", page)],
    about: {
      title: "Consultation",
      type: "consultation",
      place: () => "Main street 5",
      meetingUrl: "https://meet.example.com/sample",
      notes: "I would like to bring a friend.",
      responses: { name: "Maria Garcia", email: "maria@example.com" },
      service: "Haircut",
      employee: "James Wilson",
      price: { amount: 3500, currency: "usd" },
      reason: "A late train",
      previousStart: iso(start - 3_600_000),
    },
    payload: {},
  };
}
