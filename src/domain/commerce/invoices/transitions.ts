import { conflict, refuse } from "../../../platform/errors.ts";

export const storedStatuses = ["draft", "sent", "paid", "void"] as const;
export type StoredStatus = (typeof storedStatuses)[number];

/** From → to. What is not here cannot happen: a number that was given out stays in the books, so nothing leads back. */
const transitions: Record<StoredStatus, readonly StoredStatus[]> = {
  // Issued, with a number: at once paid where the customer pays at the counter.
  draft: ["sent", "paid"],
  sent: ["paid", "void"],
  paid: ["void"],
  void: [],
};

/** What may still be changed: of an issued invoice nothing that its customer was told they owe. */
const editable: Record<StoredStatus, readonly string[] | "everything"> = {
  draft: "everything",
  sent: ["dueDate", "notes"],
  paid: [],
  void: [],
};

/** Throws CONFLICT where an invoice that is `from` cannot become `to`. */
export function refuseTransition(from: StoredStatus, to: StoredStatus): void {
  if (from === to || transitions[from].includes(to)) return;
  const possible = transitions[from].join(" or ");
  const hint = from === "draft" ? "Delete a draft instead of voiding it." : "Make a new invoice instead.";
  throw refuse(
    conflict,
    `This invoice is ${from} and cannot become ${to}. ${possible ? `It can become ${possible}. ` : ""}${hint}`,
    [{ field: "status", message: `Cannot change from ${from} to ${to}` }],
  );
}

/** Throws CONFLICT, naming each field, where an invoice of this status cannot be changed so any more. */
export function refuseEdit(status: StoredStatus, fields: string[]): void {
  const may = editable[status];
  if (may === "everything") return;
  const refused = fields.filter((field) => !may.includes(field));
  if (refused.length === 0) return;
  const hint = status === "void" ? "Make a new one instead." : "Void it and make a new one instead.";
  throw refuse(
    conflict,
    `This invoice is ${status}, so its ${refused.join(", ")} cannot be changed any more. ${hint}`,
    refused.map((field) => ({ field, message: `Cannot be changed once the invoice is ${status}` })),
  );
}

/** Throws CONFLICT unless the invoice is a draft. */
export function refuseDeletion(status: StoredStatus): void {
  if (status === "draft") return;
  throw refuse(
    conflict,
    status === "void"
      ? "This invoice is void. It keeps its number and stays in the books."
      : `This invoice is ${status}, and an invoice that has a number stays in the books. Void it instead: PATCH its status to void.`,
    [{ field: "status", message: "Only a draft can be deleted" }],
  );
}
