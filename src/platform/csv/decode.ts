import { isUtf8 } from "node:buffer";

/** Stands where the file had bytes that are no UTF-8. No well-formed text holds a lone surrogate. */
export const damaged = "\uD800";

/**
 * An upload as text, chunk by chunk, without its byte order mark. Bytes that are no UTF-8 become `damaged`, so that the
 * reader can tell which rows they are in.
 */
export async function* decodeUpload(upload: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0);
  let first = true;
  const take = (bytes: Buffer) => {
    const text = isUtf8(bytes) ? bytes.toString() : bytes.toString().replaceAll("\uFFFD", damaged);
    const bare = first && text.startsWith("\uFEFF") ? text.slice(1) : text;
    first = false;
    return bare;
  };
  for await (const chunk of upload) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    const end = afterLastWholeCharacter(bytes);
    if (end > 0) yield take(bytes.subarray(0, end));
    rest = bytes.subarray(end);
  }
  if (rest.length > 0) yield take(rest);
}

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
