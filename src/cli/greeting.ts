import type { Config } from "../config.ts";
import type { Running } from "../serve.ts";

/** What a person reads when everything runs; `more` are lines of their own, a word and what it stands for. */
export function greet({ publicUrl, url, storage }: Running, config: Config, more: Record<string, string>): void {
  const lines = Object.entries({
    Dashboard: `${publicUrl}/app`,
    API: `${publicUrl}/api, described at ${publicUrl}/docs`,
    Mail: config.SMTP_URL ? "leaves through your mail server" : `stays here, readable at ${publicUrl}/outbox`,
    Data: storage,
    ...more,
  }).map(([word, meaning]) => `  ${word.padEnd(10)}${meaning}`);
  const here = publicUrl === url ? "" : ` (here: ${url})`;
  console.log(`\n  Schedly runs at ${publicUrl}${here}\n\n${lines.join("\n")}\n\n  Ctrl-C stops it.\n`);
}
