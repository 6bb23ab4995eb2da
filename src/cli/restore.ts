import { Command } from "commander";

export const restoreCommand = () =>
  new Command("restore")
    .description("fill an empty installation from a backup")
    .argument("<file>", "a file that schedly backup wrote; - is standard input")
    .addHelpText(
      "after",
      `
Stop Schedly first. The installation must be empty: a new DATA_DIR, or a DATABASE_URL whose database holds nothing yet.
Everything is restored or nothing is. The encryption key of the original must be at hand (ENCRYPTION_KEY, or
encryption.key in DATA_DIR), unless the backup was made --with-key.`,
    )
    .action(async (file: string) => {
      const { restore } = await import("../backup/command.ts");
      await restore(file);
    });
