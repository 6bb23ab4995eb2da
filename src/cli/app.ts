import { Command } from "commander";

export const appCommand = () =>
  new Command("app")
    .description("OAuth clients: apps that act for people")
    .addCommand(listCommand())
    .addCommand(approveCommand("approve", "let the people of every business use an app", true))
    .addCommand(
      approveCommand("withdraw", "let those of its own business alone use it, and end what others allowed", false),
    )
    .addHelpText(
      "after",
      "\nOAUTH_TRUST_CLIENTS=true approves every app. Works beside a running Schedly, which notices within a second.",
    );

const listCommand = () =>
  new Command("list")
    .description("list the apps that businesses have made, and whether they are approved")
    .option("--json", "print JSON")
    .action(async ({ json }: { json?: boolean }) => {
      const { inInstallation } = await import("../command.ts");
      const { listApps } = await import("./list-apps.ts");
      const apps = await inInstallation(listApps);
      if (json) return console.log(JSON.stringify(apps, null, 2));
      for (const { clientId, business, approved, name } of apps)
        console.log(`${clientId}\t${business}\t${approved ? "approved" : "its own business alone"}\t${name}`);
      if (apps.length === 0) console.error("There are no apps.");
    });

const approveCommand = (word: string, description: string, approved: boolean) =>
  new Command(word)
    .description(description)
    .argument("<client_id>", "cl_live_…, see schedly app list")
    .action(async (clientId: string) => {
      const { inInstallation } = await import("../command.ts");
      const { listApps } = await import("./list-apps.ts");
      const { act } = await import("./act.ts");
      const { name } = await inInstallation(async (app) => {
        const found = (await listApps(app)).find((some) => some.clientId === clientId);
        if (!found) throw new Error(`There is no app ${clientId}: see schedly app list.`);
        await act(app, "oauth-clients.approve", { businessId: found.businessId, body: { clientId, approved } });
        return found;
      });
      console.log(
        approved ? `"${name}" may be used in every business.` : `"${name}" may be used in its own business alone.`,
      );
    });
