import { type App, asSystem } from "../app.ts";
import { openAccount } from "../domain/accounts/sign-up/open.ts";
import { SignUpForm } from "../domain/accounts/sign-up/schema.ts";
import { refuseUnavailable } from "../domain/accounts/sign-up/subdomain.ts";
import { readBusiness } from "../domain/identity/businesses/store.ts";
import { hashPassword } from "../domain/identity/passwords/hash.ts";
import { refuseWeakPassword } from "../domain/identity/passwords/rules.ts";
import { DomainError, validationError } from "../platform/errors.ts";
import { issueDetails } from "../platform/issues.ts";

export type AccountOptions = {
  email: string;
  name: string;
  password: string;
  business: string;
  subdomain?: string;
  timeZone?: string;
  currency?: string;
};

/** What signing up does, without the mail: whoever runs this machine vouches for the address. */
export async function createAccount(app: App, options: AccountOptions): Promise<{ subdomain: string }> {
  const { business, timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone, ...given } = options;
  const form = SignUpForm.safeParse({ ...given, businessName: business, timeZone });
  if (!form.success) throw new DomainError(validationError, undefined, issueDetails(form.error));
  const { email, name, password, businessName, subdomain = null, country = null, ...settings } = form.data;
  refuseWeakPassword(password, email);
  const passwordHash = await hashPassword(password);
  return asSystem(app, 0, async (context) => {
    if (subdomain !== null) await refuseUnavailable(context, subdomain);
    const draft = { ...settings, name: businessName, subdomain, country };
    await openAccount(context, { email, name, passwordHash, business: draft });
    return { subdomain: (await readBusiness(context)).subdomain };
  });
}
