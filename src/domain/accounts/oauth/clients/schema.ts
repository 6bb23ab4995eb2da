import { z } from "zod";
import { PageQuery } from "../../../../platform/page.ts";
import { Id, IdParameter, Instant, Name, Text } from "../../../../platform/schemas.ts";
import { scopes } from "../scopes.ts";
import { redirectUriProblem } from "./redirect-uris.ts";

export const HttpsUrl = z.url({ protocol: /^https$/, error: "Must be an https address" }).max(2000);
export const HomepageUrl = z.url({ protocol: /^https?$/, error: "Must be an http or https address" }).max(2000);
export const RedirectUris = z
  .array(
    z
      .string()
      .max(2000)
      .superRefine((uri, check) => {
        const problem = redirectUriProblem(uri);
        if (problem) check.addIssue({ code: "custom", message: problem });
      })
      .meta({ examples: ["https://yourapp.com/callback"] }),
  )
  .min(1)
  .max(20);
const Scopes = z
  .array(z.enum(scopes as [string, ...string[]]))
  .min(1)
  .max(scopes.length);

const kinds = ["confidential", "public"] as const;

/** An app that acts for users, as its makers see it: never its secret. */
export const OAuthClient = z
  .object({
    id: Id,
    clientId: z.string().meta({ description: "What the app sends as client_id", examples: ["cl_live_a1b2c3d4e5f6"] }),
    kind: z.enum(kinds),
    name: z.string(),
    description: z.string().nullable(),
    logoUrl: z.string().nullable(),
    homepage: z.string().nullable(),
    redirectUris: z.array(z.string()),
    scopes: z.array(z.string()),
    hint: z
      .string()
      .nullable()
      .meta({ description: "The last four characters of the secret; null for a public client" }),
    approved: z.boolean().meta({ description: "The users of every business may use it; else those of this one alone" }),
    createdAt: Instant,
    lastUsedAt: Instant.nullable().meta({ description: "When somebody last allowed it in, to the day" }),
    version: z.int(),
  })
  .meta({ id: "OAuthClient" });

export const NewOAuthClient = OAuthClient.extend({
  clientSecret: z
    .string()
    .nullable()
    .meta({ description: "Shown this once: keep it somewhere safe. null for a public client, which has none" }),
}).meta({ id: "NewOAuthClient" });

const fields = {
  name: Name.meta({ description: "What users read on the page where they allow the app" }),
  description: Text.nullish().meta({ description: "What the app does, in a sentence or two for users" }),
  logoUrl: HttpsUrl.nullish().meta({ description: "Address of the app's logo (https)" }),
  homepage: HomepageUrl.nullish().meta({ description: "Where users read more about the app (http or https)" }),
  redirectUris: RedirectUris.meta({
    description:
      "Where users are sent back to, compared to the letter: https; http to 127.0.0.1, [::1] or localhost, with any port; or a private-use scheme of a native app",
  }),
  scopes: Scopes.meta({
    description: "The most that the app may ask for; it gets all of it where it asks for nothing. write includes read",
  }),
};

export const OAuthClientDraft = z.strictObject({
  ...fields,
  kind: z.enum(kinds).default("confidential").meta({
    description:
      "confidential: runs on a server and keeps a secret. public: runs in a browser or on a device, has no secret and must use PKCE (S256)",
  }),
});
export const OAuthClientChanges = z.strictObject(fields).partial();
export const OAuthClientId = z.object({ id: IdParameter });
export const OAuthClientSearch = PageQuery;
export const ApprovalForm = z.strictObject({
  clientId: z.string().meta({ description: "The app's client_id" }),
  approved: z
    .boolean()
    .meta({ description: "false withdraws an approval, and with it what other businesses' users allowed" }),
});
