import { missing, notFound } from "../../../../platform/errors.ts";
import { operation } from "../../../../platform/operation.ts";
import { decodeIdCursor, page, toPage } from "../../../../platform/page.ts";
import { Deleted } from "../../../../platform/schemas.ts";
import { signedInUser } from "../../users/store.ts";
import { OAuthGrant, OAuthGrantId, OAuthGrantSearch } from "./schema.ts";
import { listGrants, lockLiveGrant, revokeGrant } from "./store.ts";

const address = "/api/oauth-grants";

export const listOAuthGrants = operation({
  name: "oauth-grants.list",
  http: `GET ${address}`,
  access: "user",
  summary: "List the apps that you have allowed to act for you in this business, newest first",
  query: OAuthGrantSearch,
  output: page(OAuthGrant),
  async run(context, { limit, cursor }) {
    const { id } = await signedInUser(context);
    const { rows, total } = await listGrants(context, id, { limit, before: cursor ? decodeIdCursor(cursor) : null });
    return toPage(rows, limit, total, (grant) => [grant.id]);
  },
});

export const revokeOAuthGrant = operation({
  name: "oauth-grants.delete",
  http: `DELETE ${address}`,
  access: "user",
  summary: "Take back what you have allowed an app; its tokens stop working at once",
  query: OAuthGrantId,
  output: Deleted,
  errors: [notFound],
  async run(context, { id }) {
    const user = await signedInUser(context);
    const grant = await lockLiveGrant(context, id);
    if (grant?.userId !== user.id) throw missing("oauth grant", id);
    await revokeGrant(context, id);
    return { id, deleted: true as const };
  },
});
