import { DomainError, type ErrorDetail, validationError } from "../../../platform/errors.ts";
import { namesPrivate } from "../../../platform/outgoing.ts";
import { Email, phoneNumber } from "../../../platform/schemas.ts";
import { SubscriberUrl } from "../../events/webhooks/schema.ts";
import { sampleOccasion } from "../texts/sample.ts";
import { variablesFor } from "../texts/variables.ts";
import { longestSms, mailOf, smsOf, unknownIn, type Wording } from "../texts/words.ts";
import { isEmail, isSms, isTimed, kindOf, type Trigger } from "../triggers.ts";
import type { StepDraft } from "./schema.ts";
import type { Step } from "./store.ts";

/** What a step needs of the installation and the business to be judged. */
export type Surroundings = { now: number; publicUrl: string; country: string | null; allowPrivate: boolean };
export type StepValues = Omit<Step, "businessId" | "id" | "workflowId" | "position">;

type Conditions = {
  trigger: Trigger;
  eventTypeIds: number[] | null;
  serviceIds: number[] | null;
  teamId: number | null;
  userId: number | null;
};

/** Throws VALIDATION_ERROR where conditions or offset cannot go with the trigger. */
export function refuseMismatch(
  { trigger, eventTypeIds, serviceIds, teamId, userId }: Conditions,
  offset: unknown,
): void {
  const kind = kindOf(trigger);
  const details: ErrorDetail[] = [];
  const refuse = (field: string, message: string) => details.push({ field, message });
  if (offset && !isTimed(trigger)) refuse("offset", `${trigger} comes at once: it has no offset`);
  if (eventTypeIds && kind !== "booking") refuse("eventTypeIds", `${trigger} is not about event types`);
  if (serviceIds && kind !== "appointment") refuse("serviceIds", `${trigger} is not about services`);
  if (teamId && kind === "appointment") refuse("teamId", "Services belong to no team");
  if (userId && kind === "form") refuse("userId", "A form has no host");
  if (teamId && userId) refuse("teamId", "Name a person or a team, not both");
  throwIfAny(details);
}

/** The steps as they are stored. Throws VALIDATION_ERROR for what they lack, and for templates that cannot be read. */
export function stepsOf(trigger: Trigger, drafts: StepDraft[], around: Surroundings): StepValues[] {
  const details: ErrorDetail[] = [];
  const steps = drafts.map((draft, index) =>
    stepOf(
      trigger,
      draft,
      around,
      (field, message) => void details.push({ field: `steps.${index}.${field}`, message }),
    ),
  );
  throwIfAny(details);
  return steps;
}

type Refuse = (field: string, message: string) => void;

function stepOf(trigger: Trigger, draft: StepDraft, around: Surroundings, refuse: Refuse): StepValues {
  const { action, url = null, senderName = null, texts = {}, includeCalendarEvent = false } = draft;
  const [onlyLanguage] = Object.keys(texts);
  const defaultLanguage = draft.defaultLanguage ?? (texts.en || !onlyLanguage ? "en" : onlyLanguage);
  const step = { action, recipient: null, url, senderName, texts, defaultLanguage, includeCalendarEvent };
  const recipient = recipientOf(draft, around, refuse);
  if (action === "email_host" && kindOf(trigger) === "form") refuse("action", "A form has no host");
  if (includeCalendarEvent && (!isEmail(action) || kindOf(trigger) === "form"))
    refuse("includeCalendarEvent", "Only mails about a booking or an appointment carry a calendar file");
  if (isSms(action) && senderName && !/^[A-Za-z0-9 ]{1,11}$/.test(senderName))
    refuse("senderName", "Must be at most 11 letters, digits and spaces for SMS");
  if (action === "webhook") {
    refuseBadUrl(url, around, refuse);
    if (Object.keys(texts).length > 0) refuse("texts", "A webhook gets the payload: it has no texts");
    if (senderName) refuse("senderName", "Belongs to mails and SMS alone");
  } else {
    if (url) refuse("url", "Belongs to webhook steps alone");
    refuseBadTexts(step, around, refuse);
  }
  return { ...step, recipient };
}

function recipientOf({ action, recipient }: StepDraft, { country }: Surroundings, refuse: Refuse): string | null {
  if (action === "email_address") {
    const parsed = Email.safeParse(recipient);
    if (parsed.success) return parsed.data;
    refuse("recipient", "Must be a valid email address");
  } else if (action === "sms_number") {
    const number = phoneNumber(recipient, country);
    if (number) return number;
    refuse("recipient", "Must be a phone number with its country code, such as +14155550100");
  } else if (recipient) refuse("recipient", "Belongs to email_address and sms_number alone");
  return null;
}

function refuseBadUrl(url: string | null, { allowPrivate }: Surroundings, refuse: Refuse): void {
  const parsed = SubscriberUrl.safeParse(url);
  if (!parsed.success) refuse("url", parsed.error.issues[0]!.message);
  else if (!allowPrivate && namesPrivate(new URL(url!)))
    refuse("url", "Is an address of the installation's own network, which it does not ask (WEBHOOK_ALLOW_PRIVATE)");
}

type Worded = Pick<StepValues, "action" | "texts" | "defaultLanguage">;

/** Every text is filled in with a sample: what fails then would fail when it matters. */
function refuseBadTexts({ action, texts, defaultLanguage }: Worded, around: Surroundings, refuse: Refuse): void {
  if (!texts[defaultLanguage]) refuse("texts", `Needs a text in ${defaultLanguage}, for readers of any other language`);
  const occasion = sampleOccasion(around.now, around.publicUrl);
  const variables = variablesFor("en", "UTC", occasion, occasion.attendees[0]!, { name: "Sample" });
  for (const [language, { subject, body }] of Object.entries(texts)) {
    const wording = { language, subject: subject ?? "", body };
    if (isEmail(action) && !subject) refuse(`texts.${language}.subject`, "Mails need a subject");
    if (isSms(action) && subject) refuse(`texts.${language}.subject`, "SMS have no subject");
    if (isSms(action) && body.length > longestSms) refuse(`texts.${language}.body`, `At most ${longestSms} characters`);
    const said = isEmail(action)
      ? mailOf(wording, variables, { brand: { name: "Sample" }, reader: "attendee" })
      : smsOf(wording, variables);
    if (!said.ok) refuse(`texts.${language}.${/^Subject: /.test(said.error) ? "subject" : "body"}`, said.error);
    else if (said.result === "") refuseNothing(wording, (message) => refuse(`texts.${language}.body`, message));
  }
}

/** A text that is empty with the sample may say something with other values, but not for variables that there are not. */
function refuseNothing(wording: Wording, refuse: (message: string) => void): void {
  const [name] = unknownIn(wording);
  if (name !== undefined) refuse(`There is no variable "${name}", and without it the text is empty`);
}

/** What will not do what its author meant, in sentences. */
export const warningsOf = (steps: Pick<Step, "texts" | "action">[]): string[] =>
  steps.flatMap(({ texts }, index) =>
    Object.entries(texts).flatMap(([language, { subject = "", body }]) =>
      unknownIn({ subject, body }).map(
        (name) => `Step ${index + 1}, ${language}: there is no variable "${name}", so nothing stands in its place.`,
      ),
    ),
  );

/** What a workflow is kept to and is deleted since: where all of it is, nothing sets the workflow off any more. */
export function goneIn(what: string, named: number[] | null, gone: number[]): string[] {
  const sentences = gone.map((id) => `The ${what} ${id}, to which it is kept, was deleted.`);
  if (named === null || gone.length < named.length) return sentences;
  return [...sentences, `Nothing sets it off any more. Name another ${what}, or null for all of them.`];
}

function throwIfAny(details: ErrorDetail[]): void {
  if (details.length > 0) throw new DomainError(validationError, validationError.message, details);
}
