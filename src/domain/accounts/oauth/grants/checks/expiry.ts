import { epoch } from "../../../../../platform/schemas.ts";
import { invalidGrant } from "../../errors.ts";
import type { CodeCheck } from "./index.ts";

/** A code lives for a minute (RFC 6749 section 4.1.2 allows ten). */
export const notExpired: CodeCheck = ({ expiresAt }, _exchange, now) =>
  epoch(expiresAt) > now
    ? null
    : { type: invalidGrant, description: "The code has expired: it is good for 60 seconds." };
