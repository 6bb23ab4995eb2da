import { conflict, missing, notFound, refuse } from "../../../../platform/errors.ts";
import { newHandle } from "../../../../platform/handles.ts";
import { operation } from "../../../../platform/operation.ts";
import { page } from "../../../../platform/page.ts";
import { changeRecord, findRecord, insertRecord, listRecords, removeRecord } from "../../../../platform/records.ts";
import { Deleted, iso } from "../../../../platform/schemas.ts";
import {
  ApprovalForm,
  NewOAuthClient,
  OAuthClient,
  OAuthClientChanges,
  OAuthClientDraft,
  OAuthClientId,
  OAuthClientSearch,
} from "./schema.ts";
import { type Client, newClientSecret, secretColumns } from "./store.ts";

const address = "/api/oauth-clients";
const noun = "oauth client";

export const listOAuthClients = operation({
  name: "oauth-clients.list",
  http: `GET ${address}`,
  access: "apps:read",
  summary: "List the business's OAuth clients (apps that act for users), newest first",
  query: OAuthClientSearch,
  output: page(OAuthClient),
  async run(context, paging) {
    const found = await listRecords(context, "oauthClients", paging, { descending: true });
    return { ...found, items: found.items.map(told) };
  },
});

export const getOAuthClient = operation({
  name: "oauth-clients.get",
  http: `GET ${address}?id`,
  access: "apps:read",
  summary: "Get one OAuth client",
  query: OAuthClientId,
  output: OAuthClient,
  errors: [notFound],
  run: async (context, { id }) => told(await findRecord(context, "oauthClients", noun, id)),
});

export const createOAuthClient = operation({
  name: "oauth-clients.create",
  http: `POST ${address}`,
  access: "apps:write",
  summary: "Make an OAuth client",
  description:
    "The users of this business can let it in at once; those of other businesses once the installation's operator has approved it. The answer alone holds the secret.",
  body: OAuthClientDraft,
  output: NewOAuthClient,
  status: 201,
  async run(context, draft) {
    const clientSecret = draft.kind === "confidential" ? newClientSecret() : null;
    const stored = await insertRecord(context, "oauthClients", noun, {
      ...draft,
      ...secretColumns(clientSecret),
      clientId: newHandle("cl_live", context.businessId),
      createdByUserId: context.caller.userId,
      createdAt: iso(context.now),
    });
    return { ...told(stored), clientSecret };
  },
});

export const updateOAuthClient = operation({
  name: "oauth-clients.update",
  http: `PATCH ${address}`,
  alsoMethod: "PUT",
  access: "apps:write",
  summary: "Change the given fields of an OAuth client",
  description: "What users have allowed already stays as they allowed it.",
  query: OAuthClientId,
  body: OAuthClientChanges,
  output: OAuthClient,
  errors: [notFound],
  async run(context, { id, ...changes }) {
    const { after } = await changeRecord(context, "oauthClients", noun, id, changes);
    context.afterCommit(context.services.callersChanged);
    return told(after);
  },
});

export const rotateSecret = operation({
  name: "oauth-clients.rotateSecret",
  http: `POST ${address}/:id/rotate-secret`,
  access: "apps:write",
  summary: "Give a confidential OAuth client a new secret; the old one stops working at once",
  description: "Tokens that the app holds stay good.",
  query: OAuthClientId,
  output: NewOAuthClient,
  errors: [notFound, conflict],
  async run(context, { id }) {
    const { kind } = await findRecord(context, "oauthClients", noun, id);
    if (kind === "public") throw refuse(conflict, "A public client has no secret: it proves itself with PKCE.");
    const clientSecret = newClientSecret();
    const { after } = await changeRecord(context, "oauthClients", noun, id, secretColumns(clientSecret));
    return { ...told(after), clientSecret };
  },
});

export const deleteOAuthClient = operation({
  name: "oauth-clients.delete",
  http: `DELETE ${address}`,
  access: "apps:write",
  summary: "Delete an OAuth client, with everything that users have allowed it",
  query: OAuthClientId,
  output: Deleted,
  errors: [notFound],
  async run(context, { id }) {
    context.afterCommit(context.services.callersChanged);
    return removeRecord(context, "oauthClients", noun, id);
  },
});

/** For the installation's operator alone: no door offers it but the command line. */
export const approveOAuthClient = operation({
  name: "oauth-clients.approve",
  access: "apps:write",
  summary: "Let the users of every business use an OAuth client, or no longer",
  body: ApprovalForm,
  output: OAuthClient,
  async run(context, { clientId, approved }) {
    const after = await context.db
      .updateTable("oauthClients")
      .set({ approvedAt: approved ? iso(context.now) : null })
      .where("clientId", "=", clientId)
      .returningAll()
      .executeTakeFirst();
    if (!after) throw missing(noun, clientId);
    context.audit({
      action: approved ? "oauth_client.approved" : "oauth_client.withdrawn",
      subject: "oauth_client",
      subjectId: after.id,
      after,
    });
    context.afterCommit(context.services.callersChanged);
    return told(after);
  },
});

const told = ({ approvedAt, ...client }: Client) => ({ ...client, approved: approvedAt !== null });
