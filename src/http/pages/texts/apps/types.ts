import type { Area } from "../../../../domain/identity/abilities.ts";

/**
 * What the pages about apps say: programs of others that act for somebody (OAuth). {app} is an app's name, {business} a
 * business's, {name} a person's. For translators: an app "may" do something because its user allowed it.
 */
export type AppsTexts = {
  consent: {
    title: string;
    text: string;
    /** Whose app it is. */
    madeBy: string;
    unverified: string;
    as: string;
    where: string;
    which: string;
    may: string;
    see: string;
    change: string;
    limits: string;
    leadsTo: string;
    allow: string;
    deny: string;
    other: string;
    noBusiness: string;
  };
  refusals: Record<"client_not_found" | "redirect_uri_mismatch" | "not_approved", { title: string; text: string }>;
  refusalCode: string;
  areas: Record<Area, string>;
  granted: {
    title: string;
    text: string;
    none: string;
    since: string;
    lastUsed: string;
    revoke: string;
    done: string;
  };
  clients: {
    title: string;
    text: string;
    none: string;
    make: string;
    makeTitle: string;
    name: string;
    description: string;
    homepage: string;
    logo: string;
    kind: string;
    kinds: Record<"confidential" | "public", string>;
    redirectUris: string;
    redirectUrisHint: string;
    scopes: string;
    secret: string;
    secretText: string;
    newSecret: string;
    rotate: string;
    rotateText: string;
    rotateNow: string;
    remove: string;
    removeText: string;
    removeNow: string;
    approved: string;
    notApproved: string;
    wrong: Record<"name" | "homepage" | "logo" | "redirectUris" | "scopes", string>;
    done: Record<"removed", string>;
  };
};
