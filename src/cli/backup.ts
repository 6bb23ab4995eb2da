import { Command } from "commander";

export const backupCommand = () =>
  new Command("backup")
    .description("write everything into one file, also while Schedly runs")
    .argument("<file>", "where to; - is standard output")
    .option("--with-key", "put the encryption key into the file as well; then the file alone is enough, for anybody")
    .addHelpText(
      "after",
      `
The file is a consistent snapshot: businesses, users, appointments, settings, messages, waiting jobs.
Connected accounts and two-factor secrets in it stay encrypted: keep ENCRYPTION_KEY or DATA_DIR/encryption.key as
well, somewhere else, or use --with-key and guard the file like a password.`,
    )
    .action(async (file: string, { withKey = false }: { withKey?: boolean }) => {
      const { backUp } = await import("../backup/command.ts");
      await backUp(file, withKey);
    });
