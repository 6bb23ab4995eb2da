import { sandboxMail } from "./adapters/sandbox/mail.ts";
import { smtpMail } from "./adapters/smtp/smtp.ts";
import type { Config } from "./config.ts";
import type { Ports } from "./platform/operation.ts";

/** Outside services: the real one where its settings are given, else a sandbox that is labelled as such. */
export const buildPorts = (config: Config): Ports => ({
  mail: config.SMTP_URL ? smtpMail(config.SMTP_URL) : sandboxMail(),
});

export async function closePorts(ports: Ports): Promise<void> {
  for (const port of Object.values(ports)) await port.close();
}
