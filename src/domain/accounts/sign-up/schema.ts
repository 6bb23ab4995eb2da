import { z } from "zod";
import { Currency, Email, Language, Name, Subdomain, TimeZone } from "../../../platform/schemas.ts";
import { NewPassword } from "../../identity/passwords/rules.ts";
import { Token } from "../sign-in/schema.ts";

export const Country = z.string().regex(/^[A-Z]{2}$/, { error: "Must be an ISO 3166 country code such as US" });

/** What a business is made of; the rest has defaults that its settings change later. */
export const businessFields = {
  subdomain: Subdomain.optional().meta({ description: "Of the booking page; made from the name when left out" }),
  timeZone: TimeZone.default("UTC"),
  currency: Currency.default("usd"),
  language: Language.default("en"),
  country: Country.nullish(),
};

export const SignUpForm = z.strictObject({
  name: Name,
  email: Email,
  password: NewPassword,
  businessName: Name,
  ...businessFields,
});

export const VerifyForm = z.strictObject({ token: Token });
