import { sql } from "kysely";
import type { z } from "zod";
import { DomainError, validationError } from "../../../platform/errors.ts";
import { newHandle } from "../../../platform/handles.ts";
import type { Context } from "../../../platform/operation.ts";
import { insertRecord } from "../../../platform/records.ts";
import { iso } from "../../../platform/schemas.ts";
import { emitTrigger } from "../../events/triggers/emit.ts";
import type { PublicEventTypeView } from "../../scheduling/event-types/public-schema.ts";
import { publicEventTypes } from "../../scheduling/event-types/public-views.ts";
import { readAnswers } from "../../services/questions/answers.ts";
import type { Answered } from "../tables.ts";
import { personIn } from "./person.ts";
import { type Action, decide } from "./route.ts";
import type { FormField, Routed, Submission } from "./schema.ts";
import { eventTypesIn, openForm, type StoredForm } from "./store.ts";

const sentPerHour = 30;

/** Keeps what a visitor answered and says where that leads. Throws VALIDATION_ERROR naming each answer that is wrong. */
export async function submitForm(context: Context, submission: Submission): Promise<z.input<typeof Routed>> {
  if (context.caller.kind === "public")
    await context.services.throttle("routing-form", `${context.businessId}:${context.address}`, sentPerHour, 3600);
  const form = await openForm(context, submission.uid);
  const { answers, details } = readAnswers(form.fields, submission.responses);
  if (details.length > 0) throw new DomainError(validationError, validationError.message, details);
  const ids = eventTypesIn(form.routes);
  const offered = ids.length > 0 ? await publicEventTypes(context, sql`e.id = any(${ids})`) : [];
  const { route, action, steps } = decide(form.routes, answers, new Set(offered.map(({ id }) => id)));
  const eventType = action.type === "eventType" ? offered.find(({ id }) => id === action.eventTypeId)! : null;
  const response = await insertRecord(context, "routingFormResponses", "routing form response", {
    formId: form.id,
    uid: newHandle("rsp", context.businessId),
    answers: JSON.stringify(labelled(form.fields, answers)),
    routeId: route.id,
    routeName: route.name,
    routedTo: JSON.stringify(action),
    steps: JSON.stringify(steps),
    metadata: JSON.stringify(submission.metadata),
    source: context.source,
    createdAt: iso(context.now),
  });
  const routed = {
    uid: response.uid,
    type: action.type,
    url: urlOf(action, eventType, form, answers, response.uid),
    message: action.type === "message" ? action.message : null,
    eventType,
  };
  tell(context, form, response, submission, action, eventType);
  return routed;
}

const labelled = (fields: FormField[], answers: Record<string, unknown>): Answered =>
  Object.fromEntries(
    fields
      .filter(({ name }) => Object.hasOwn(answers, name))
      .map(({ name, label }) => [name, { label, value: answers[name] }]),
  );

/** The event type's page knows who comes, and leads the booking back to these answers. */
function urlOf(
  action: Action,
  eventType: PublicEventTypeView | null,
  { fields }: StoredForm,
  answers: Record<string, unknown>,
  responseUid: string,
): string | null {
  if (action.type === "redirect") return action.url;
  if (!eventType) return null;
  const url = new URL(eventType.link);
  const { name, email } = personIn(fields, answers);
  if (name) url.searchParams.set("name", name);
  if (email) url.searchParams.set("email", email);
  url.searchParams.set("response", responseUid);
  return url.href;
}

function tell(
  context: Context,
  form: StoredForm,
  {
    id,
    uid,
    answers,
    metadata,
    createdAt,
  }: { id: number; uid: string; answers: Answered; metadata: Record<string, string>; createdAt: string },
  { timeZone, language }: Submission,
  action: Action,
  eventType: PublicEventTypeView | null,
): void {
  emitTrigger(context, "FORM_SUBMITTED", `form-response:${id}`, {
    formId: form.id,
    formName: form.name,
    responseId: id,
    responseUid: uid,
    teamId: form.teamId,
    responses: answers,
    routedTo: { type: action.type, value: endOf(action, eventType) },
    metadata,
    submittedAt: createdAt,
    ...(timeZone ? { timeZone } : {}),
    ...(language ? { language } : {}),
  });
}

const endOf = (action: Action, eventType: PublicEventTypeView | null): string | null =>
  action.type === "redirect" ? action.url : action.type === "message" ? action.message : (eventType?.slug ?? null);
