import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";

/** Something large that is at hand as a whole. */
export type Spooled = { read(): Readable; close(): Promise<void> };

/**
 * Keeps a stream in a file, for as long as it is open. A client may send or take as slowly as it likes: nobody waits for it with
 * a connection to the database in hand. The file has no name from the beginning, where the system allows that, so that a
 * process which dies leaves nothing behind.
 */
export async function spool(content: AsyncIterable<Buffer | string> | Iterable<Buffer | string>): Promise<Spooled> {
  const folder = await mkdtemp(join(tmpdir(), "schedly-spool-"));
  const removed = () => rm(folder, { recursive: true, force: true }).catch(() => {});
  const file = await open(join(folder, "file"), "wx+", 0o600);
  await removed();
  const close = async () => {
    await file.close().catch(() => {});
    await removed();
  };
  try {
    await file.writeFile(content);
  } catch (error) {
    await close();
    throw error;
  }
  return { read: () => file.createReadStream({ start: 0, autoClose: false }), close };
}
