import type { StoredEvent } from "../../events/subscriber.ts";
import type { Sender } from "../../services/notifications/facts.ts";
import type { Occasion, Person } from "./occasion.ts";

/** What somebody sent in a form, as workflows see it. Whoever sent it is its attendee, if they left an address. */
export function formOccasion(sender: Sender, { subject, payload }: StoredEvent): Occasion {
  const {
    formId,
    formName,
    teamId,
    responses = {},
  } = payload as Partial<{
    formId: number;
    formName: string;
    teamId: number | null;
    responses: Record<string, unknown>;
  }>;
  const answers = Object.fromEntries(Object.entries(responses).map(([name, answer]) => [name, plain(answer)]));
  return {
    kind: "form",
    subject,
    id: formId ?? 0,
    start: null,
    end: null,
    awaited: { before: false, after: false },
    eventTypeIds: [],
    serviceId: null,
    teamId: teamId ?? null,
    userIds: [],
    attendees: personOf(sender, subject, answers, payload),
    hosts: [],
    about: {
      title: formName ?? "",
      type: "form",
      place: () => "",
      meetingUrl: null,
      notes: null,
      responses: answers,
      service: null,
      employee: null,
      price: null,
      reason: null,
      previousStart: null,
    },
    payload,
  };
}

/** Cal.com's forms wrap an answer: {"value": "…"}. */
const plain = (answer: unknown) =>
  typeof answer === "object" && answer !== null && "value" in answer ? answer.value : answer;

function personOf(
  sender: Sender,
  key: string,
  answers: Record<string, unknown>,
  payload: Record<string, unknown>,
): Person[] {
  const words = Object.entries(answers).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  const named = (pattern: RegExp) => words.find(([name]) => pattern.test(name))?.[1] ?? null;
  const email = words.find(([, value]) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value))?.[1]?.toLowerCase() ?? null;
  const phone = named(/phone|mobile|tel/i);
  if (!email && !phone) return [];
  const text = (name: string) => (typeof payload[name] === "string" ? (payload[name] as string) : null);
  return [
    {
      key,
      name: named(/^(full.?)?name$/i) ?? named(/name/i) ?? email ?? "",
      email,
      phone,
      timeZone: text("timeZone") ?? sender.timeZone,
      language: text("language") ?? sender.language,
      guest: false,
      links: {},
    },
  ];
}
