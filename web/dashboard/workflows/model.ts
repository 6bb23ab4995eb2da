import type { createWorkflow, getWorkflow } from "../../../src/domain/workflows/workflows/operations.ts";
import type { Answer, Input } from "../../shared/api.ts";
import { newKey } from "../parts/questions-model.ts";
import { actionWords, triggerWords } from "./texts.ts";

export type Workflow = Answer<typeof getWorkflow>;
export type Draft = Input<typeof createWorkflow>;
export type Trigger = Workflow["trigger"];
export type Action = Workflow["steps"][number]["action"];
export type Wording = { subject: string; body: string };
/** A step as it is edited; `id` is missing until it is stored. */
export type Step = {
  key: string;
  id: number | undefined;
  action: Action;
  recipient: string;
  url: string;
  senderName: string;
  texts: Record<string, Wording>;
  defaultLanguage: string;
  includeCalendarEvent: boolean;
};
export type Values = {
  name: string;
  trigger: Trigger;
  offset: NonNullable<Workflow["offset"]>;
  active: boolean;
  eventTypeIds: number[];
  serviceIds: number[];
  teamId: number | null;
  userId: number | null;
  secret: string;
  steps: Step[];
};

export const triggers = Object.keys(triggerWords.en) as Trigger[];
export const actions = Object.keys(actionWords.en) as Action[];
export const isTimed = (trigger: Trigger) =>
  ["beforeStart", "afterEnd", "beforeAppointment", "afterAppointment"].includes(trigger);
export const isEmail = (action: Action) => action.startsWith("email_");
export const isSms = (action: Action) => action.startsWith("sms_");
/** What a trigger is about: which conditions make sense. */
export const kindOf = (trigger: Trigger): "form" | "appointment" | "booking" =>
  trigger === "formSubmitted" ? "form" : /appointment/i.test(trigger) ? "appointment" : "booking";

export const newStep = (language: string, wording: Wording): Step => ({
  key: newKey(),
  id: undefined,
  action: "email_attendee",
  recipient: "",
  url: "",
  senderName: "",
  texts: { [language]: wording },
  defaultLanguage: language,
  includeCalendarEvent: false,
});

export const toEdit = (workflow: Workflow): Values => ({
  name: workflow.name,
  trigger: workflow.trigger,
  offset: workflow.offset ?? { time: 1, unit: "day" },
  active: workflow.active,
  eventTypeIds: workflow.eventTypeIds ?? [],
  serviceIds: workflow.serviceIds ?? [],
  teamId: workflow.teamId,
  userId: workflow.userId,
  secret: "",
  steps: workflow.steps.map((step) => ({
    ...step,
    key: newKey(),
    recipient: step.recipient ?? "",
    url: step.url ?? "",
    senderName: step.senderName ?? "",
    texts: Object.fromEntries(
      Object.entries(step.texts).map(([language, { subject = "", body }]) => [language, { subject, body }]),
    ),
  })),
});

/** What does not go with the trigger or the action is left out, so that switching to and fro loses nothing. */
export function toSend(values: Values): Draft {
  const kind = kindOf(values.trigger);
  return {
    name: values.name,
    trigger: values.trigger,
    offset: isTimed(values.trigger) ? values.offset : null,
    active: values.active,
    eventTypeIds: kind === "booking" && values.eventTypeIds.length > 0 ? values.eventTypeIds : null,
    serviceIds: kind === "appointment" && values.serviceIds.length > 0 ? values.serviceIds : null,
    teamId: kind === "appointment" ? null : values.teamId,
    userId: kind === "form" ? null : values.userId,
    ...(values.secret ? { secret: values.secret } : {}),
    steps: values.steps.map((step) => stepToSend(step, kind)),
  };
}

function stepToSend(step: Step, kind: string): Draft["steps"][number] {
  const { id, action } = step;
  const hasRecipient = action === "email_address" || action === "sms_number";
  return {
    ...(id === undefined ? {} : { id }),
    action,
    recipient: hasRecipient ? step.recipient : null,
    url: action === "webhook" ? step.url : null,
    senderName: (action !== "webhook" && step.senderName) || null,
    includeCalendarEvent: step.includeCalendarEvent && isEmail(action) && kind !== "form",
    ...(action === "webhook" ? {} : { texts: wordingsToSend(step), defaultLanguage: step.defaultLanguage }),
  };
}

export const wordingsToSend = ({ action, texts }: Pick<Step, "action" | "texts">) =>
  Object.fromEntries(
    Object.entries(texts).map(([language, { subject, body }]) => [
      language,
      { ...(isEmail(action) ? { subject } : {}), body },
    ]),
  );
