import { DomainError, refuse, validationError } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { refuseOldVersion } from "../../../platform/records.ts";
import { iso } from "../../../platform/schemas.ts";
import { exampleFacts } from "../../messaging/mail/examples.ts";
import { type AppointmentFacts, type AppointmentMailKind, appointmentMailKinds } from "../../messaging/mail/facts.ts";
import type { Locale } from "../../messaging/mail/locale.ts";
import { misspeltIn, ownAppointmentMail, standardWording } from "../../messaging/mail/own-appointment.ts";
import { ownTemplateVariables, ownVariables } from "../../messaging/mail/own-variables.ts";
import { senderOf } from "../notifications/facts.ts";
import { isForStaff, type MessageTemplate, type TemplateDraft } from "./schema.ts";
import "../../messaging/tables.ts";

type Name = { kind: AppointmentMailKind; language: Locale };

/** Every mail in one language: in the business's own words where it has some. */
export async function readTemplates(context: Context, language: Locale): Promise<MessageTemplate[]> {
  const rows = await context.db
    .selectFrom("messageTemplates")
    .selectAll()
    .where("businessId", "=", context.businessId)
    .where("language", "=", language)
    .execute();
  const own = new Map(rows.map((row) => [row.kind, row]));
  return appointmentMailKinds.map((kind) => view({ kind, language }, own.get(kind)));
}

type Stored = { subject: string; body: string; updatedAt: string; version: number };
function view({ kind, language }: Name, stored: Stored | undefined): MessageTemplate {
  const standard = standardWording(kind, language);
  return {
    kind,
    language,
    audience: isForStaff(kind) ? "employee" : "customer",
    subject: stored?.subject || standard.subject,
    body: stored?.body || standard.body,
    own: stored !== undefined,
    updatedAt: stored?.updatedAt ?? null,
    version: stored?.version ?? 0,
  };
}

/** Keeps a wording. Throws VALIDATION_ERROR, part by part, for one that could not be read when it is sent. */
export async function keepTemplate(context: Context, draft: TemplateDraft): Promise<MessageTemplate> {
  const { kind, language, subject, body } = draft;
  const { mistakes } = rendered(draft, exampleFacts);
  if (mistakes.length > 0) throw refuse(validationError, "This wording cannot be sent as it is.", mistakes);
  const before = await lock(context, draft);
  refuseOldVersion(context, { version: before?.version ?? 0 });
  const values = { subject, body, updatedAt: iso(context.now), version: (before?.version ?? 0) + 1 };
  const after = await context.db
    .insertInto("messageTemplates")
    .values({ businessId: context.businessId, kind, language, ...values })
    .onConflict((taken) => taken.columns(["businessId", "kind", "language"]).doUpdateSet(values))
    .returningAll()
    .executeTakeFirstOrThrow();
  context.audit({ action: "message_template.changed", subject: "message_template", subjectId: null, before, after });
  return view(draft, after);
}

/** Back to the standard words. */
export async function dropTemplate(context: Context, name: Name): Promise<MessageTemplate> {
  const before = await lock(context, name);
  if (before) {
    refuseOldVersion(context, before);
    await context.db
      .deleteFrom("messageTemplates")
      .where("businessId", "=", context.businessId)
      .where("kind", "=", name.kind)
      .where("language", "=", name.language)
      .execute();
    context.audit({ action: "message_template.reset", subject: "message_template", subjectId: null, before });
  }
  return view(name, undefined);
}

const lock = (context: Context, name: Name) =>
  context.db
    .selectFrom("messageTemplates")
    .selectAll()
    .where("businessId", "=", context.businessId)
    .where("kind", "=", name.kind)
    .where("language", "=", name.language)
    .forUpdate()
    .executeTakeFirst();

/** How a mail in these words looks, with made-up people and the business's own name and colours. */
export async function tryTemplate(context: Context, draft: TemplateDraft) {
  const { brand } = await senderOf(context);
  return rendered(draft, { ...exampleFacts, business: brand });
}

function rendered(draft: TemplateDraft, facts: AppointmentFacts) {
  const { problems, ...mail } = ownAppointmentMail(draft.kind, draft.language, facts, draft);
  // The subject's first, as they stand on the page.
  const inOrder = (one: { field: string }, other: { field: string }) => other.field.localeCompare(one.field);
  return { ...mail, mistakes: [...problems, ...misspeltIn(draft)].toSorted(inOrder) };
}

/** What a template can use, with what it would be for the made-up people. */
export function variablesIn(language: Locale): { name: string; description: string; example: string }[] {
  const values = ownVariables(language, exampleFacts);
  return Object.entries(ownTemplateVariables).map(([name, description]) => ({
    name,
    description,
    example: [values[name as keyof typeof values]].flat().join(", "),
  }));
}

export const nobodyToMail = () =>
  new DomainError(validationError, "This key belongs to nobody whom a mail could reach. Try it in the dashboard.");
