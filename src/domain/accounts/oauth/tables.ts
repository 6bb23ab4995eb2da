import type { Generated, JSONColumnType } from "kysely";

// How the tables look from TypeScript; migrations/0015_oauth.sql says why they are so.

declare module "../../../platform/database.ts" {
  interface Tables {
    oauthClients: {
      id: Generated<number>;
      clientId: string;
      businessId: number | null;
      createdByUserId: number | null;
      kind: "confidential" | "public";
      name: string;
      description: string | null;
      logoUrl: string | null;
      homepage: string | null;
      redirectUris: string[];
      scopes: string[];
      hashedSecret: string | null;
      hint: string | null;
      approvedAt: string | null;
      lastUsedAt: string | null;
      version: Generated<number>;
      createdAt: string;
      updatedAt: Generated<string>;
    };
    oauthGrants: {
      businessId: number;
      id: Generated<number>;
      userId: number;
      clientId: number;
      scopes: string[];
      audience: string;
      createdAt: string;
      lastUsedAt: string | null;
      expiresAt: string;
      revokedAt: string | null;
    };
    oauthCodes: {
      businessId: number;
      codeHash: string;
      userId: number;
      clientId: number;
      redirectUri: string;
      scopes: string[];
      audience: string;
      codeChallenge: string | null;
      createdAt: string;
      expiresAt: string;
      usedAt: string | null;
      grantId: number | null;
    };
    oauthRefreshTokens: {
      businessId: number;
      tokenHash: string;
      grantId: number;
      createdAt: string;
      usedAt: string | null;
    };
    oauthSigningKeys: {
      kid: string;
      publicJwk: JSONColumnType<PublicJwk>;
      sealedPrivateKey: string;
      createdAt: string;
      retiredAt: string | null;
    };
  }
}

/** An RSA key that anybody may have (RFC 7517). */
export type PublicJwk = { kty: "RSA"; n: string; e: string; kid: string; use: "sig"; alg: "RS256" };
