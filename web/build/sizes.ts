import { existsSync, readFileSync } from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";

const built = new URL("../../dist/web/", import.meta.url);
type Chunk = { file: string; isEntry?: boolean; css?: string[]; imports?: string[]; dynamicImports?: string[] };
export type Manifest = Record<string, Chunk>;

export const isBuilt = () => existsSync(new URL(".vite/manifest.json", built));
export const readManifest = (): Manifest => JSON.parse(readFileSync(new URL(".vite/manifest.json", built), "utf8"));

/** The chunks that a browser has to load before these modules run: what they import, and not what they may load later. */
export function neededBy(manifest: Manifest, modules: string[]): Chunk[] {
  const needed = new Set<string>();
  const follow = (name: string) => {
    if (needed.has(name)) return;
    const chunk = manifest[name];
    if (!chunk) throw new Error(`The build has no ${name}`);
    needed.add(name);
    for (const next of chunk.imports ?? []) follow(next);
  };
  for (const name of modules) follow(name);
  return [...needed].map((name) => manifest[name]!);
}

export const read = (file: string) => readFileSync(new URL(file, built));

/** Bytes on the wire, by the kind of file: as a browser gets them (Brotli), and as others do. */
export function sizesOf(chunks: Chunk[]) {
  const total = (files: string[], squeeze: (text: Buffer) => Buffer) =>
    files.reduce((sum, file) => sum + squeeze(read(file)).length, 0);
  const scripts = [...new Set(chunks.map(({ file }) => file))].filter((file) => file.endsWith(".js"));
  const styles = [...new Set(chunks.flatMap(({ css = [] }) => css))];
  return {
    scripts: { brotli: total(scripts, brotliCompressSync), gzip: total(scripts, gzipSync) },
    styles: { brotli: total(styles, brotliCompressSync), gzip: total(styles, gzipSync) },
  };
}
