import { Command } from "commander";

export const keyCommand = () =>
  new Command("key")
    .description("API keys")
    .addCommand(createCommand())
    .addCommand(listCommand())
    .addCommand(revokeCommand())
    .addHelpText("after", "\nWorks beside a running Schedly, which notices within a second.");

const createCommand = () =>
  new Command("create")
    .description("make a key and print it, this once")
    .option("--email <address>", "whose key: the account with this address")
    .option("--business <subdomain>", "in which business; without --email its owner's key")
    .option("--name <name>", "what it is for", "Made on the command line")
    .option("--test", "a key for test mode (sk_test_…)")
    .addHelpText("after", '\n  schedly key create --email ada@example.com --name "My website"')
    .action(async ({ email, business, name, test = false }: Record<string, any>) => {
      const { inInstallation } = await import("../command.ts");
      const { memberFor } = await import("./whose.ts");
      const { act } = await import("./act.ts");
      const { key } = await inInstallation(async (app) => {
        const { businessId, userId } = await memberFor(app, { email, business });
        return act(app, "keys.create", { businessId, as: { userId }, body: { name, testMode: test } });
      });
      console.error("Keep it somewhere safe: it is shown this once.");
      console.log(key);
    });

const listCommand = () =>
  new Command("list")
    .description("list the keys, which are not shown")
    .option("--business <subdomain>", "of this business alone")
    .option("--json", "print JSON")
    .action(async ({ business, json }: { business?: string; json?: boolean }) => {
      const { inInstallation } = await import("../command.ts");
      const { listKeys } = await import("./list-keys.ts");
      const keys = await inInstallation((app) => listKeys(app, business));
      if (json) return console.log(JSON.stringify(keys, null, 2));
      for (const { id, business, hint, name, createdBy, lastUsedAt, expiresAt } of keys) {
        const used = lastUsedAt ? `last used ${lastUsedAt}` : "never used";
        const until = expiresAt ? `, until ${expiresAt}` : "";
        console.log(`${id}\t${business}\t…${hint}\t${name}\t${createdBy.name}\t${used}${until}`);
      }
      if (keys.length === 0) console.error("There are no keys.");
    });

const revokeCommand = () =>
  new Command("revoke")
    .description("make a key stop working, for ever")
    .argument("<id>", "its number in schedly key list")
    .action(async (id: string) => {
      const { inInstallation } = await import("../command.ts");
      const { listKeys } = await import("./list-keys.ts");
      const { act } = await import("./act.ts");
      const { name } = await inInstallation(async (app) => {
        const key = (await listKeys(app)).find((some) => String(some.id) === id);
        if (!key) throw new Error(`There is no key ${id}: see schedly key list.`);
        await act(app, "keys.delete", { businessId: key.businessId, query: { id } });
        return key;
      });
      console.log(`The key "${name}" is revoked.`);
    });
