import { isUtf8 } from "node:buffer";
import { Readable } from "node:stream";
import { DomainError, payloadTooLarge } from "../errors.ts";

/** The door's limit counts what a Content-Length announces; an upload in chunks announces nothing. */
const largest = 200 * 1024 * 1024;

/** Stands where the file had bytes that are no UTF-8. No well-formed text holds a lone surrogate. */
export const damaged = "\uD800";

/**
 * An upload as text, chunk by chunk, without its byte order mark. Bytes that are no UTF-8 become `damaged`, so that the
 * reader can tell which rows they are in.
 */
export async function* decodeUpload(upload: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0);
  let first = true;
  let size = 0;
  const take = (bytes: Buffer) => {
    const text = isUtf8(bytes) ? bytes.toString() : bytes.toString().replaceAll("\uFFFD", damaged);
    const bare = first && text.startsWith("\uFEFF") ? text.slice(1) : text;
    first = false;
    return bare;
  };
  for await (const chunk of leftOpen(upload)) {
    size += chunk.length;
    if (size > largest) throw new DomainError(payloadTooLarge, "The file is larger than 200 MB. Send it in parts.");
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    const end = afterLastWholeCharacter(bytes);
    if (end > 0) yield take(bytes.subarray(0, end));
    rest = bytes.subarray(end);
  }
  if (rest.length > 0) yield take(rest);
}

/** A request that is destroyed before it was read to its end takes the answer with it. */
const leftOpen = (upload: AsyncIterable<Buffer>): AsyncIterable<Buffer> =>
  upload instanceof Readable ? upload.iterator({ destroyOnReturn: false }) : upload;

/** Where a character may be cut off: before its leading byte, when the bytes it announces are not all there. */
function afterLastWholeCharacter(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(4, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if ((byte & 0b1100_0000) === 0b1000_0000) continue;
    const length = byte < 0x80 ? 1 : byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}
