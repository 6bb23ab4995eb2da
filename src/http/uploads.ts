import { Readable } from "node:stream";
import { Busboy } from "@fastify/busboy";
import type { FastifyRequest } from "fastify";
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
