import { type Config, describeConfig, readConfig } from "../config.ts";
import { createLog } from "../platform/log.ts";
import { buildPorts, closePorts } from "../ports.ts";
import { openStorage } from "../storage.ts";
import { lookAtDatabase } from "./database.ts";
import { type Finding, fail, ok } from "./finding.ts";
import { lookAtMachine } from "./machine.ts";
import { lookAtSettings } from "./settings.ts";

/** Looks at everything that can be wrong with an installation, running or not. Changes nothing. */
export async function examine(environment: Record<string, string | undefined>): Promise<Finding[]> {
  const wrong = describeConfig(environment).filter(({ problem }) => problem !== null);
  if (wrong.length > 0)
    return wrong.map(({ name, problem }) => fail("settings", `${name} ${problem}`, `correct or unset ${name}`));
  const config = { ...readConfig(environment), DATABASE_POOL: 2 };
  return [
    ok("settings", "every one can be read"),
    ...lookAtSettings(config),
    ...(await lookAtMachine(config)),
    ...(await database(config)),
    ...(await mail(config)),
  ];
}

async function database(config: Config): Promise<Finding[]> {
  try {
    const storage = await openStorage(config, createLog("silent"), { beside: true, name: "schedly-command" });
    try {
      return await lookAtDatabase(storage.database.db, config);
    } finally {
      await storage.close();
    }
  } catch (error) {
    const { message } = error as Error;
    const [says, mend = "see the sentence before"] = message.split(/: (?=[a-z])(.*)/s);
    return [fail("database", says!, mend)];
  }
}

async function mail(config: Config): Promise<Finding[]> {
  if (!config.SMTP_URL) return [ok("mail server", "none set: mails stay in the outbox")];
  const ports = buildPorts(config);
  try {
    await ports.mail.verify?.();
    return [ok("mail server", "it lets us in")];
  } catch (error) {
    return [fail("mail server", (error as Error).message, "correct SMTP_URL")];
  } finally {
    await closePorts(ports);
  }
}
