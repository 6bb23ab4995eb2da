import type { z } from "zod";
import { DomainError, validationError } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { findRecord, refuseOldVersion } from "../../../platform/records.ts";
import { iso } from "../../../platform/schemas.ts";
import { problemsOfQuestion } from "../questions/rules.ts";
import { type Question, typesWithOptions } from "../questions/schema.ts";
import type { CustomFieldChanges, CustomFieldDraft, CustomFieldView } from "./schema.ts";
import { freeKey, replaceServices, withServices } from "./store.ts";
import "../tables.ts";

type Draft = z.output<typeof CustomFieldDraft>;
type Changes = z.output<typeof CustomFieldChanges>;

/** A new question. Throws VALIDATION_ERROR for a choice without options. */
export async function createCustomField(context: Context, draft: Draft): Promise<CustomFieldView> {
  const { serviceIds = [], options = null, type = "text", ...fields } = draft;
  refuseImpossible({ type, options });
  const field = await context.db
    .insertInto("customFields")
    .values({
      ...fields,
      type,
      options: options && JSON.stringify(options),
      key: draft.key ?? (await freeKey(context, draft.label)),
      businessId: context.businessId,
      createdAt: iso(context.now),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await replaceServices(context, field.id, serviceIds);
  const [after] = await withServices(context, [field]);
  context.audit({ action: "custom_field.created", subject: "custom_field", subjectId: field.id, after });
  return after!;
}

/** Changes what is given. Options go with the type that had them. */
export async function changeCustomField(context: Context, id: number, changes: Changes): Promise<CustomFieldView> {
  const field = await findRecord(context, "customFields", "custom field", id, { lock: true });
  refuseOldVersion(context, field);
  const [before] = await withServices(context, [field]);
  if (Object.values(changes).every((value) => value === undefined)) return before!;
  const { serviceIds, options: given, ...fields } = changes;
  const type = changes.type ?? field.type;
  const options = given === undefined ? (typesWithOptions.has(type) ? field.options : null) : given;
  refuseImpossible({ type, options });
  if (serviceIds) await replaceServices(context, id, serviceIds, before!.serviceIds);
  const changed = await context.db
    .updateTable("customFields")
    // The database counts the version; naming it makes a change of services alone count too.
    .set({ ...fields, options: options && JSON.stringify(options), version: field.version })
    .where("businessId", "=", context.businessId)
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
  const [after] = await withServices(context, [changed]);
  context.audit({ action: "custom_field.updated", subject: "custom_field", subjectId: id, before, after });
  return after!;
}

function refuseImpossible({ type, options }: Pick<Question, "type"> & { options: Question["options"] | null }) {
  const question = { name: "", label: "", type, required: false, ...(options ? { options } : {}) };
  const details = problemsOfQuestion(question, []).map(([field, message]) => ({ field, message }));
  if (details.length > 0) throw new DomainError(validationError, validationError.message, details);
}
