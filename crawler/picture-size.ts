/**
 * Width and height from a picture's first bytes, without decoding it: PNG, JPEG, GIF, WebP, BMP and AVIF/HEIF.
 * `null` when the bytes are none of these, or are cut off before the size is told.
 */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

export function pictureSize(bytes: Uint8Array): PictureSize | null {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return png(view) ?? jpeg(view) ?? gif(view) ?? webp(view) ?? bmp(view) ?? isobmff(view);
  } catch (cause) {
    // Reading past the end: cut off.
    if (cause instanceof RangeError) return null;
    throw cause;
  }
}

const size = (width: number, height: number): PictureSize | null => (width > 0 && height > 0 ? { width, height } : null);
const ascii = (view: Buffer, from: number, to: number) => view.subarray(from, to).toString("latin1");

/** PNG specification, 11.2.2: IHDR is the first chunk. */
function png(view: Buffer): PictureSize | null {
  if (view.readUInt32BE(0) !== 0x89504e47 || ascii(view, 12, 16) !== "IHDR") return null;
  return size(view.readUInt32BE(16), view.readUInt32BE(20));
}

/** ITU-T T.81, B.2.2: the first start-of-frame marker that is no table. */
function jpeg(view: Buffer): PictureSize | null {
  if (view.readUInt16BE(0) !== 0xffd8) return null;
  let at = 2;
  while (at < view.byteLength) {
    if (view.readUInt8(at) !== 0xff) return null;
    const marker = view.readUInt8(at + 1);
    if (marker === 0xff) {
      at++;
      continue;
    }
    const frame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (frame) return size(view.readUInt16BE(at + 7), view.readUInt16BE(at + 5));
    at += 2 + view.readUInt16BE(at + 2);
  }
  return null;
}

function gif(view: Buffer): PictureSize | null {
  return /^GIF8[79]a$/u.test(ascii(view, 0, 6)) ? size(view.readUInt16LE(6), view.readUInt16LE(8)) : null;
}

/** RFC 9649: the three kinds of first chunk. */
function webp(view: Buffer): PictureSize | null {
  if (ascii(view, 0, 4) !== "RIFF" || ascii(view, 8, 12) !== "WEBP") return null;
  const chunk = ascii(view, 12, 16);
  if (chunk === "VP8X") return size(view.readUIntLE(24, 3) + 1, view.readUIntLE(27, 3) + 1);
  if (chunk === "VP8 ") return size(view.readUInt16LE(26) & 0x3fff, view.readUInt16LE(28) & 0x3fff);
  if (chunk !== "VP8L") return null;
  const bits = view.readUInt32LE(21);
  return size((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1);
}

function bmp(view: Buffer): PictureSize | null {
  return ascii(view, 0, 2) === "BM" ? size(view.readInt32LE(18), Math.abs(view.readInt32LE(22))) : null;
}

/** ISO 23008-12: the largest `ispe` property; a small window, since it lies near the start. */
function isobmff(view: Buffer): PictureSize | null {
  if (ascii(view, 4, 8) !== "ftyp" || !/avif|avis|heic|heix|mif1|msf1/u.test(ascii(view, 8, 40))) return null;
  const window = view.subarray(0, 64 * 1024);
  let best: PictureSize | null = null;
  for (let at = window.indexOf("ispe"); at !== -1; at = window.indexOf("ispe", at + 4)) {
    const one = size(window.readUInt32BE(at + 8), window.readUInt32BE(at + 12));
    if (one !== null && (best === null || one.width * one.height > best.width * best.height)) best = one;
  }
  return best;
}
