import { existsSync, renameSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import type { Readable, Writable } from "node:stream";
import { inStorage } from "../command.ts";
import type { Config } from "../config.ts";
import { allJobs, migrations } from "../open.ts";
import { openJobs } from "../platform/jobs.ts";
import { existingKey, isKeyOf, keyFile, writeKeyFile } from "../platform/secrets.ts";
import { BadBackup, type Header } from "./format.ts";
import { restoreBackup } from "./restore.ts";
import { writeBackup } from "./write.ts";

/** `schedly backup FILE`: the file appears under its name when it is complete, for this user's eyes alone. */
export async function backUp(file: string, withKey: boolean): Promise<void> {
  const toStandardOutput = file === "-";
  if (!toStandardOutput && existsSync(file)) throw new Error(`${file} exists already: choose another name.`);
  await inStorage({ beside: true }, async ({ database }, config) => {
    const key = withKey ? existingKey(config.ENCRYPTION_KEY, config.DATA_DIR) : null;
    if (withKey && !key)
      throw new Error("There is no encryption key in DATA_DIR: set ENCRYPTION_KEY, or leave out --with-key.");
    const unfinished = `${file}.unfinished`;
    const out = toStandardOutput ? process.stdout : await createFile(unfinished);
    try {
      const { rows, businesses } = await writeBackup(database, out, key ? { key } : {});
      if (!toStandardOutput) renameSync(unfinished, file);
      const count = Object.values(rows).reduce((sum, some) => sum + some, 0);
      console.error(`Backed up ${businesses} businesses, ${count} rows${toStandardOutput ? "" : `, to ${file}`}.`);
      console.error(key ? "It holds the encryption key: guard it like a password." : keepTheKey(config));
    } catch (error) {
      if (!toStandardOutput) rmSync(unfinished, { force: true });
      throw error;
    }
  });
}

async function createFile(file: string): Promise<Writable> {
  try {
    return (await open(file, "w", 0o600)).createWriteStream({ flush: true });
  } catch (error) {
    throw new Error(`${file} cannot be written (${(error as NodeJS.ErrnoException).code}).`);
  }
}

const keepTheKey = (config: Config) =>
  `Keep ${config.ENCRYPTION_KEY ? "ENCRYPTION_KEY" : "encryption.key from the data folder"} as well: without it some values in the backup stay sealed.`;

/** `schedly restore FILE` */
export async function restore(file: string): Promise<void> {
  const input = file === "-" ? process.stdin : await openFile(file);
  await inStorage({ beside: false }, async ({ database }, config, log) => {
    const { header, rows, skippedJobs } = await restoreBackup(input, {
      database,
      migrations,
      checkKey: (header) => refuseOtherKey(header, config),
      async openJobs() {
        const jobs = await openJobs(database, allJobs, log, { work: false });
        return { ...jobs, close: jobs.stop };
      },
      beforeCommit: (header) => keepKey(header, config),
    });
    const count = Object.values(rows).reduce((sum, some) => sum + some, 0);
    console.log(`Restored ${count} rows of the backup from ${header.createdAt} (Schedly ${header.version}).`);
    if (skippedJobs > 0) console.log(`${skippedJobs} jobs were of kinds that this version no longer has.`);
    if (header.key && config.ENCRYPTION_KEY === undefined)
      console.log(`The encryption key is in ${keyFile(config.DATA_DIR)}.`);
  });
}

async function openFile(file: string): Promise<Readable> {
  try {
    return (await open(file, "r")).createReadStream();
  } catch (error) {
    throw new Error(`${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}

function refuseOtherKey({ keyCheck, key: inside }: Header, config: Config) {
  if (keyCheck === null || (inside && config.ENCRYPTION_KEY === undefined)) return;
  const key = existingKey(config.ENCRYPTION_KEY, config.DATA_DIR);
  if (key && isKeyOf(keyCheck, key)) return;
  throw new BadBackup(
    "This backup was made with another encryption key: set ENCRYPTION_KEY, or put the original encryption.key into DATA_DIR, and try again.",
  );
}

/** The key of an empty installation guards nothing yet; it stays beside the one that takes its place. */
function keepKey({ key: inside }: Header, config: Config) {
  if (!inside || config.ENCRYPTION_KEY !== undefined) return;
  const key = Buffer.from(inside, "hex");
  const present = existingKey(undefined, config.DATA_DIR);
  if (present?.equals(key)) return;
  const file = keyFile(config.DATA_DIR);
  if (present) renameSync(file, `${file}.before-restore`);
  writeKeyFile(config.DATA_DIR, key);
}
