import { Command } from "commander";

const marks = { ok: "OK  ", warn: "WARN", fail: "FAIL" };

export const doctorCommand = () =>
  new Command("doctor")
    .description("say what is misconfigured and how to mend it")
    .option("--json", "print JSON")
    .addHelpText("after", "\nLooks only, and may be run beside a running Schedly. Exit code 1 when something fails.")
    .action(async ({ json }: { json?: boolean }) => {
      const { examine } = await import("../doctor/examine.ts");
      const findings = await examine(process.env);
      if (json) console.log(JSON.stringify(findings, null, 2));
      else
        for (const { level, about, says, mend } of findings)
          console.log(`${marks[level]}  ${about}: ${says}${mend ? `\n      → ${mend}` : ""}`);
      if (findings.some(({ level }) => level === "fail")) process.exitCode = 1;
    });
