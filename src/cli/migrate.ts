import { Command } from "commander";

export const migrateCommand = () =>
  new Command("migrate")
    .description("bring the database up to date and stop")
    .addHelpText(
      "after",
      `
"schedly start" does the same by itself. Use this to migrate once, before several processes start the new version.
Make a backup first: a migration is not undone by starting an older version.`,
    )
    .action(async () => {
      const { inStorage } = await import("../command.ts");
      const { migrate } = await import("../platform/migrate.ts");
      const { migrations } = await import("../open.ts");
      const applied = await inStorage({ beside: true }, ({ database }) => migrate(database.db, migrations));
      console.log(applied.length > 0 ? `Migrated: ${applied.join(", ")}` : "The database is up to date.");
    });
