import { z } from "zod";
import { Email } from "../../../platform/schemas.ts";
import { NewPassword, TypedPassword } from "../../identity/passwords/rules.ts";
import { Token } from "../sign-in/schema.ts";

export const AddressForm = z.strictObject({ email: Email });
export const ResetForm = z.strictObject({ token: Token, password: NewPassword });
export const ChangeForm = z.strictObject({ currentPassword: TypedPassword, newPassword: NewPassword });
export const Changed = z.object({ changed: z.literal(true) });
