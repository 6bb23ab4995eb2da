import { Command } from "commander";

type Options = {
  email: string;
  name: string;
  business: string;
  subdomain?: string;
  timeZone?: string;
  currency?: string;
  passwordStdin?: boolean;
};

export const userCommand = () =>
  new Command("user").description("accounts of people").addCommand(
    new Command("create")
      .description("make an account with a business of its own, its address taken as verified")
      .requiredOption("--email <address>", "the address to sign in with")
      .requiredOption("--name <name>", "the person's name")
      .requiredOption("--business <name>", "the business's name")
      .option("--subdomain <subdomain>", "the business's short name; default: made from its name")
      .option("--time-zone <zone>", "such as Europe/Berlin; default: this machine's")
      .option("--currency <code>", "such as eur", "usd")
      .option("--password-stdin", "read the password from standard input instead of asking for it")
      .addHelpText(
        "after",
        `
  schedly user create --email ada@example.com --name "Ada" --business "Ada's Salon"
  schedly user create --email ada@example.com --name "Ada" --business "Ada's Salon" --password-stdin < password.txt`,
      )
      .action(async ({ passwordStdin = false, ...options }: Options) => {
        const { createAccount } = await import("./create-account.ts");
        const { readPassword } = await import("./password.ts");
        const { inInstallation } = await import("../command.ts");
        const password = await readPassword(passwordStdin);
        const { subdomain } = await inInstallation((app) => createAccount(app, { ...options, password }));
        console.log(`${options.email} may sign in now, as the owner of "${options.business}" (${subdomain}).`);
      }),
  );
