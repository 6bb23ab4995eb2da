import { invalidTarget } from "../../errors.ts";
import type { CodeCheck } from "./index.ts";

/** A token is for the resource that the user agreed to (RFC 8707 section 2.2). */
export const sameResource: CodeCheck = (code, { audience }) =>
  audience === null || audience === code.audience
    ? null
    : { type: invalidTarget, description: "resource is not the one that the authorization request had." };
