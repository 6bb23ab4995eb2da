import path from "node:path";

/** Why the database cannot be started, in one sentence for the operator. Print the message without a stack. */
export class CannotStart extends Error {
  override name = "CannotStart";
}

/** Another process has the data folder. */
export class AlreadyRunning extends CannotStart {
  override name = "AlreadyRunning";

  constructor(folder: string, pid: number | undefined) {
    const who = pid === undefined ? "Another schedly" : `Another schedly (process ${pid})`;
    super(`${who} is already using ${shown(folder)}. Stop it, or set DATA_DIR to another folder.`);
  }
}

/** A path as the operator would write it: `./data` inside the current folder, absolute elsewhere. */
export function shown(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative.startsWith("..") || path.isAbsolute(relative) ? file : `.${path.sep}${relative}`;
}
