import { Readable } from "node:stream";
import { Busboy } from "@fastify/busboy";
import type { FastifyRequest } from "fastify";
import { decodeUpload } from "../platform/csv/decode.ts";
import { readCsv } from "../platform/csv/read.ts";
import { badRequest, DomainError, payloadTooLarge } from "../platform/errors.ts";

/** The CSV of an import as a stream: a raw body, the first file of a multipart form, or `{"csv": "…"}`. */
export async function uploadedFile(request: FastifyRequest): Promise<AsyncIterable<Buffer>> {
  const { body } = request;
  const text = (body as { csv?: unknown } | undefined)?.csv;
  if (typeof text === "string") return Readable.from([Buffer.from(text)]);
  if (!(body instanceof Readable)) {
    throw new DomainError(badRequest, "Send the CSV as text/csv, or as the file of a multipart/form-data body.");
  }
  return limited(request.headers["content-type"]?.startsWith("multipart/") ? await firstFile(request, body) : body);
}

/** The door's limit counts what a Content-Length announces; an upload in chunks announces nothing. */
export const uploadLimit = 200 * 1024 * 1024;
async function* limited(upload: Readable): AsyncGenerator<Buffer> {
  let size = 0;
  // A request that is destroyed before it was read to its end takes the answer with it.
  for await (const chunk of upload.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > uploadLimit) throw new DomainError(payloadTooLarge, "The file is larger than 200 MB. Send it in parts.");
    yield chunk;
  }
}

/** After so many bytes an upload counts as large. */
const largeUpload = 256 * 1024;

/** The same, but once a large file has begun to come, `tryHeader` gets its first line; what that throws ends it. */
export async function* headerFirst(
  upload: AsyncIterable<Buffer>,
  tryHeader: (header: Buffer) => Promise<unknown>,
): AsyncGenerator<Buffer> {
  let begun: Buffer[] | null = [];
  let size = 0;
  for await (const chunk of upload) {
    begun?.push(chunk);
    size += chunk.length;
    if (begun && size > largeUpload) {
      const header = await headerIn(Readable.from(begun));
      begun = null;
      if (header) await tryHeader(header);
    }
    yield chunk;
  }
}

/** The first row as a line of its own: a name may hold a line break. */
async function headerIn(beginning: AsyncIterable<Buffer>): Promise<Buffer | null> {
  const rows = readCsv(decodeUpload(beginning));
  const { value: row } = await rows.next();
  await rows.return(undefined);
  if (!row || !("cells" in row)) return null;
  return Buffer.from(`${(row.cells as string[]).map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")}\n`);
}

function firstFile(request: FastifyRequest, body: Readable): Promise<Readable> {
  const malformed = () => new DomainError(badRequest, "The multipart body is malformed or holds no file.");
  return new Promise((resolve, reject) => {
    let found: Readable | undefined;
    let form: InstanceType<typeof Busboy>;
    try {
      form = new Busboy({ headers: request.headers as { "content-type": string }, limits: { files: 1, fields: 20 } });
    } catch {
      body.resume();
      return reject(malformed());
    }
    // Whoever reads the file must hear that it broke off: half a file is none.
    const fail = () => {
      reject(malformed());
      found?.destroy(malformed());
      form.destroy();
      body.resume();
    };
    form.on("file", (_field: string, file: unknown) => {
      found = file as Readable;
      found.on("error", fail);
      resolve(found);
    });
    form.on("error", fail);
    form.on("finish", () => found || reject(malformed()));
    body.on("error", fail);
    body.pipe(form as unknown as NodeJS.WritableStream);
  });
}
