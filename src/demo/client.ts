import { type App, asSystem } from "../app.ts";
import { scopes } from "../domain/accounts/oauth/scopes.ts";
import { hashSecret } from "../platform/handles.ts";
import { iso } from "../platform/schemas.ts";

/** The app of the documentation's OAuth examples. Everybody may know its secret: it exists in the demo alone. */
export const documentedClient = {
  clientId: "cl_live_a1b2c3d4e5f6",
  clientSecret: "cs_live_x9y8z7w6v5u4",
  redirectUri: "https://yourapp.com/callback",
};

/** Makes it where it is not there yet. */
export async function fillClient(app: App, businessId: number): Promise<void> {
  const { clientId, clientSecret, redirectUri } = documentedClient;
  await asSystem(app, businessId, (context) =>
    context.db
      .insertInto("oauthClients")
      .values({
        clientId,
        businessId,
        createdByUserId: null,
        kind: "confidential",
        name: "Your App",
        description: "The app of the examples in the API reference.",
        logoUrl: null,
        homepage: "https://yourapp.com",
        redirectUris: [redirectUri],
        scopes: scopes.filter((scope) => !scope.startsWith("billing:")),
        hashedSecret: hashSecret(clientSecret),
        hint: clientSecret.slice(-4),
        approvedAt: null,
        lastUsedAt: null,
        createdAt: iso(context.now),
      })
      .onConflict((known) => known.column("clientId").doNothing())
      .execute(),
  );
}
