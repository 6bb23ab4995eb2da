import { createHash } from "node:crypto";
import { BadBackup, type Block, type End, endOfBlock, formatVersion, type Header, type Summary } from "./format.ts";

const damaged = () => new BadBackup("This backup is damaged or cut short: nothing was restored. Use another copy.");

/** Reads a backup from its unpacked bytes, in constant memory, line by line and block by block. */
export function openBackup(bytes: AsyncIterable<Buffer>) {
  const source = bytes[Symbol.asyncIterator]();
  const hash = createHash("sha256");
  let buffer: Buffer = Buffer.alloc(0);

  async function more(): Promise<boolean> {
    const next = await source.next().catch((error: NodeJS.ErrnoException) => {
      throw error.code?.startsWith("Z_") ? damaged() : error;
    });
    if (next.done) return false;
    buffer = buffer.length > 0 ? Buffer.concat([buffer, next.value]) : next.value;
    return true;
  }

  function take(length: number): Buffer {
    const taken = buffer.subarray(0, length);
    buffer = buffer.subarray(length);
    return taken;
  }

  async function line(): Promise<{ bytes: Buffer; value: object }> {
    let end = buffer.indexOf(10);
    while (end === -1) {
      if (!(await more())) throw damaged();
      end = buffer.indexOf(10);
    }
    const bytes = take(end + 1);
    try {
      return { bytes, value: JSON.parse(bytes.toString("utf8")) };
    } catch {
      throw damaged();
    }
  }

  return {
    async header(): Promise<Header> {
      const { bytes, value } = await line().catch((error) => {
        throw error instanceof BadBackup
          ? new BadBackup("This file is no backup of Schedly, or it is damaged.")
          : error;
      });
      const header = value as Header;
      if (header.schedly !== "backup") throw new BadBackup("This file is no backup of Schedly.");
      if (header.format !== formatVersion)
        throw new BadBackup(
          `This backup was made by a newer Schedly (${header.version}): restore it with that version.`,
        );
      hash.update(bytes);
      return header;
    },

    /** The next block, or the summary behind the last one. The rows of a block must be read before asking again. */
    async next(): Promise<Block | Summary> {
      const { bytes, value } = await line();
      hash.update(bytes);
      return value as Block | Summary;
    },

    async *rows(): AsyncGenerator<Buffer> {
      const atStart = Buffer.from(endOfBlock);
      const inside = Buffer.from(`\n${endOfBlock}`);
      for (;;) {
        // Whole lines alone, so that the end of the block always stands at the start of what is looked at.
        const whole = buffer.lastIndexOf(10) + 1;
        const lines = buffer.subarray(0, whole);
        const starts = lines.subarray(0, atStart.length).equals(atStart);
        const found = starts ? 0 : lines.indexOf(inside) + 1;
        const ended = starts || found > 0;
        const rows = take(ended ? found : whole);
        hash.update(rows);
        if (rows.length > 0) yield rows;
        if (ended) {
          hash.update(take(atStart.length));
          return;
        }
        if (!(await more())) throw damaged();
      }
    },

    /** Whatever was read until now is what was written, to the last byte. */
    async verifyEnd(): Promise<void> {
      const { value } = await line();
      const { end, sha256 } = value as End;
      if (end !== true || sha256 !== hash.digest("hex")) throw damaged();
    },

    damaged,
  };
}
export type Backup = ReturnType<typeof openBackup>;
