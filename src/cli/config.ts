import { Command } from "commander";
import { describeConfig, markdownTable } from "../config.ts";

export const configCommand = () =>
  new Command("config")
    .description("show every setting with its value, default and meaning")
    .option("--markdown", "print docs/configuration.md's table: defaults and meanings alone")
    .option("--json", "print JSON")
    .addHelpText("after", "\nSettings are environment variables. Secrets are never shown.")
    .action(({ markdown, json }: { markdown?: boolean; json?: boolean }) => {
      if (markdown) return console.log(markdownTable());
      const settings = describeConfig();
      if (json) return console.log(JSON.stringify(settings, null, 2));
      for (const { name, value, default: byDefault, meaning, problem } of settings) {
        const shown = value ?? (byDefault === null ? "(not set)" : `${byDefault} (default)`);
        console.log(`${name}=${shown}${problem ? `   ← ${problem}` : ""}\n    ${meaning}\n`);
      }
    });
