import { Command } from "commander";
import { version } from "../version.ts";
import { appCommand } from "./app.ts";
import { backupCommand } from "./backup.ts";
import { configCommand } from "./config.ts";
import { demoCommand } from "./demo.ts";
import { doctorCommand } from "./doctor.ts";
import { keyCommand } from "./key.ts";
import { migrateCommand } from "./migrate.ts";
import { restoreCommand } from "./restore.ts";
import { startCommand } from "./start.ts";
import { userCommand } from "./user.ts";

/** The command line. Each command loads what it needs when it runs, so that `--help` and `config` answer at once. */
export const buildProgram = () =>
  new Command("schedly")
    .description("Scheduling that businesses run themselves and developers build on.")
    .version(version, "-v, --version")
    .addCommand(startCommand())
    .addCommand(demoCommand())
    .addCommand(userCommand())
    .addCommand(keyCommand())
    .addCommand(appCommand())
    .addCommand(backupCommand())
    .addCommand(restoreCommand())
    .addCommand(migrateCommand())
    .addCommand(doctorCommand())
    .addCommand(configCommand())
    .addHelpText(
      "after",
      '\nSettings come from the environment: "schedly config" shows them all. "schedly COMMAND --help" tells more.',
    );
