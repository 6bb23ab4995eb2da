import type { Row } from "../../../platform/database.ts";
import { operation } from "../../../platform/operation.ts";
import { page } from "../../../platform/page.ts";
import { AuditEntry, AuditSearch } from "./schema.ts";
import { changedFields, listEntries } from "./store.ts";

export const listAuditLog = operation({
  name: "audit.list",
  http: "GET /api/services/audit-log",
  access: "audit:read",
  summary: "List who changed what, newest first",
  description:
    "Passwords, keys and other secrets are never part of an entry. Members who see only what is their own see their own changes.",
  query: AuditSearch,
  output: page(AuditEntry),
  async run(context, { limit, cursor, ...filters }) {
    const { onlyOwn, userId } = context.caller;
    // Entries hold whole records, other people's customers among them.
    const onlyOfUser = onlyOwn ? (userId ?? 0) : undefined;
    const found = await listEntries(context, { ...filters, onlyOfUser }, { limit, cursor });
    return { ...found, items: found.items.map(told) as never };
  },
});

function told({ actorKind, actorUserId, actorName, businessId: _, ...entry }: Row<"auditLog">) {
  return {
    ...entry,
    changes: changedFields(entry.before as never, entry.after as never),
    actor: { kind: actorKind, userId: actorUserId, name: actorName },
  };
}
