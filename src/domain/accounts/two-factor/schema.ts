import { z } from "zod";
import { TypedPassword } from "../../identity/passwords/rules.ts";

export const SetUpForm = z.strictObject({ password: TypedPassword });
export const SetUp = z
  .object({
    secret: z.string().meta({ description: "Base 32, for apps without a camera" }),
    otpauthUri: z.string().meta({ description: "What the QR code says" }),
  })
  .meta({ id: "TwoFactorSetUp" });

export const ConfirmForm = z.strictObject({ code: z.string().trim().min(6).max(12) });
export const RecoveryCodes = z
  .object({ enabled: z.literal(true), recoveryCodes: z.array(z.string()) })
  .meta({ id: "RecoveryCodes", description: "Shown this once. Each works once, in place of a code." });

/** Either the password, or a code of the app or a recovery code. */
export const ProofForm = z
  .strictObject({ password: TypedPassword.optional(), code: z.string().trim().min(6).max(40).optional() })
  .refine(({ password, code }) => (password === undefined) !== (code === undefined), {
    path: ["password"],
    error: "Send either the password or a code",
  });
export const Disabled = z.object({ enabled: z.literal(false) });
