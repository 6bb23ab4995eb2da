import { Readable } from "node:stream";
import { Busboy } from "@fastify/busboy";
import type { FastifyRequest } from "fastify";
import { badRequest, DomainError } from "../platform/errors.ts";

/** The CSV of an import as a stream: a raw body, the first file of a multipart form, or `{"csv": "…"}`. */
export async function uploadedFile(request: FastifyRequest): Promise<AsyncIterable<Buffer>> {
  const { body } = request;
  const text = (body as { csv?: unknown } | undefined)?.csv;
  if (typeof text === "string") return Readable.from([Buffer.from(text)]);
  if (!(body instanceof Readable)) {
    throw new DomainError(badRequest, "Send the CSV as text/csv, or as the file of a multipart/form-data body.");
  }
  return request.headers["content-type"]?.startsWith("multipart/") ? firstFile(request, body) : body;
}

function firstFile(request: FastifyRequest, body: Readable): Promise<AsyncIterable<Buffer>> {
  const malformed = () => new DomainError(badRequest, "The multipart body is malformed or holds no file.");
  return new Promise((resolve, reject) => {
    let found = false;
    let form: InstanceType<typeof Busboy>;
    try {
      form = new Busboy({ headers: request.headers as { "content-type": string }, limits: { files: 1, fields: 20 } });
    } catch {
      body.resume();
      return reject(malformed());
    }
    form.on("file", (_field: string, file: unknown) => {
      found = true;
      resolve(file as AsyncIterable<Buffer>);
    });
    form.on("error", () => reject(malformed()));
    form.on("finish", () => found || reject(malformed()));
    body.on("error", () => form.destroy());
    body.pipe(form as unknown as NodeJS.WritableStream);
  });
}
