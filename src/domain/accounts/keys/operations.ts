import { DomainError, forbidden, notFound } from "../../../platform/errors.ts";
import { operation } from "../../../platform/operation.ts";
import { page } from "../../../platform/page.ts";
import { listRecords } from "../../../platform/records.ts";
import { Deleted, iso } from "../../../platform/schemas.ts";
import { createKey } from "./create.ts";
import { ApiKey, ApiKeyChanges, ApiKeyDraft, ApiKeyId, ApiKeySearch, NewApiKey } from "./schema.ts";
import { changeKey, keysOf, lockKey, withMakers } from "./store.ts";

const address = "/api/keys";

export const listApiKeys = operation({
  name: "keys.list",
  http: `GET ${address}`,
  tool: "list_api_keys",
  access: "keys:read",
  summary: "List API keys, newest first, without revealing them",
  description: "Owners and admins see all of the business's keys, others their own.",
  query: ApiKeySearch,
  output: page(ApiKey),
  async run(context, paging) {
    const found = await listRecords(context, "apiKeys", paging, { where: keysOf(context), descending: true });
    return { ...found, items: await withMakers(context, found.items) };
  },
});

export const createApiKey = operation({
  name: "keys.create",
  http: `POST ${address}`,
  access: "keys:write",
  summary: "Make an API key, which acts as you in this business",
  description: "The answer alone holds the key. A key that is made with a key ends no later than that one.",
  body: ApiKeyDraft,
  output: NewApiKey,
  status: 201,
  run: createKey,
});

export const changeApiKey = operation({
  name: "keys.update",
  http: `PATCH ${address}`,
  alsoMethod: "PUT",
  access: "keys:write",
  summary: "Change an API key's name or limits and leave the rest",
  description: "A limited key changes no limits: sign in, or use a key without.",
  query: ApiKeyId,
  body: ApiKeyChanges,
  output: ApiKey,
  errors: [forbidden, notFound],
  async run(context, { id, ...changes }) {
    const before = await lockKey(context, id);
    const { name: _, ...limits } = changes;
    if (context.caller.limits && Object.keys(limits).length > 0)
      throw new DomainError(forbidden, "A limited key changes no limits: sign in, or use a key without limits.");
    const after = await changeKey(context, id, changes);
    context.audit({ action: "key.updated", subject: "key", subjectId: id, before, after });
    context.afterCommit(context.services.callersChanged);
    return (await withMakers(context, [after]))[0]!;
  },
});

export const revokeApiKey = operation({
  name: "keys.delete",
  http: `DELETE ${address}`,
  access: "keys:write",
  summary: "Revoke an API key; it stops working at once",
  query: ApiKeyId,
  output: Deleted,
  errors: [notFound],
  async run(context, { id }) {
    const before = await lockKey(context, id);
    await changeKey(context, id, { revokedAt: iso(context.now) });
    context.audit({ action: "key.revoked", subject: "key", subjectId: id, before });
    context.afterCommit(context.services.callersChanged);
    return { id, deleted: true as const };
  },
});
