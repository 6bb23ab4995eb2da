import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const [brotli, zip] = [promisify(brotliCompress), promisify(gzip)];
/** Smaller ones would not need a packet less. */
const worthwhileBytes = 1024;

/**
 * Writes each file a second and a third time, compressed as well as can be: the server hands out those (src/http/web.ts)
 * and compresses nothing while somebody waits.
 */
export const squeezed = () => ({
  name: "squeezed",
  async writeBundle({ dir }: { dir?: string | undefined }) {
    const folder = join(dir!, "assets");
    const names = (await readdir(folder)).filter((name) => /\.(js|css|svg)$/.test(name));
    await Promise.all(names.map((name) => squeeze(join(folder, name))));
  },
});

async function squeeze(file: string): Promise<void> {
  const text = await readFile(file);
  if (text.length < worthwhileBytes) return;
  const params = { [constants.BROTLI_PARAM_SIZE_HINT]: text.length };
  await Promise.all([
    brotli(text, { params }).then((small) => writeFile(`${file}.br`, small)),
    zip(text, { level: 9 }).then((small) => writeFile(`${file}.gz`, small)),
  ]);
}
