import { constants, crc32, deflateRawSync } from "node:zlib";

// The list of tools is large and always the same: turning it into bytes, let alone compressing it, would take longer than
// all else that a client asks for. So both are done once. gzip (RFC 1952) is a header, blocks of deflate (RFC 1951), and a
// checksum; a block that was compressed by itself may stand between two that are stored as they are.

export type Packer = (text: string) => { plain: Buffer[]; gzip: Buffer[] } | null;

/** A text that always ends alike, as bytes in no time; null for a text that ends otherwise. */
export function packer(ending: string): Packer {
  const bytes = Buffer.from(ending);
  const block = deflateRawSync(bytes, { level: 9, finishFlush: constants.Z_SYNC_FLUSH });
  return (text) => {
    // "{…}" stands in an answer, whose own brace is the last byte.
    if (!text.endsWith("}") || !text.endsWith(ending, text.length - 1)) return null;
    const before = Buffer.from(text.slice(0, text.length - 1 - ending.length));
    if (before.length > 0xffff) return null;
    const end = Buffer.alloc(8);
    end.writeUInt32LE(crc32(brace, crc32(bytes, crc32(before))), 0);
    end.writeUInt32LE((before.length + bytes.length + brace.length) >>> 0, 4);
    return {
      plain: [before, bytes, brace],
      gzip: [header, stored(before, false), block, stored(brace, true), end],
    };
  };
}

const brace = Buffer.from("}");
/** gzip, deflate, no flags, no time, any system. */
const header = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);

/** A block without compression: its first bit says whether it is the last, its length stands there twice, once inverted. */
function stored(bytes: Buffer, last: boolean): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt8(last ? 1 : 0, 0);
  head.writeUInt16LE(bytes.length, 1);
  head.writeUInt16LE(~bytes.length & 0xffff, 3);
  return Buffer.concat([head, bytes]);
}
