/**
 * One block of shared memory that holds every array of an index: what is built, what is saved and what another thread reads
 * are the same bytes. Layout: magic, version, length of a JSON directory, the directory, then the arrays, each 8-aligned.
 */
import { TiequanError } from "../../domain/words.ts";

export type Section = Int32Array | Uint32Array | Uint16Array | Uint8Array;
export type Sections = Readonly<Record<string, Section>>;
type Kind = "i32" | "u32" | "u16" | "u8";

interface Entry {
  readonly name: string;
  readonly kind: Kind;
  readonly at: number;
  readonly length: number;
}

const magic = 0x54_51_54_58;
/** Raised whenever an older file could no longer be read, or the folding of names changed. */
const arenaVersion = 2;

const kindOf = (section: Section): Kind =>
  section instanceof Int32Array ? "i32" : section instanceof Uint32Array ? "u32" : section instanceof Uint16Array ? "u16" : "u8";

const aligned = (bytes: number) => (bytes + 7) & ~7;

export function packSections(sections: Sections): Uint8Array {
  let at = 0;
  const entries = Object.entries(sections).map(([name, section]): Entry => {
    const entry = { name, kind: kindOf(section), at, length: section.length };
    at = aligned(at + section.byteLength);
    return entry;
  });
  const directory = new TextEncoder().encode(JSON.stringify(entries));
  const begin = aligned(16 + directory.length);
  const bytes = new Uint8Array(new SharedArrayBuffer(begin + at));
  const head = new DataView(bytes.buffer);
  head.setUint32(0, magic);
  head.setUint32(4, arenaVersion);
  head.setUint32(8, directory.length);
  bytes.set(directory, 16);
  for (const entry of entries) {
    const section = sections[entry.name];
    if (section !== undefined) bytes.set(new Uint8Array(section.buffer, section.byteOffset, section.byteLength), begin + entry.at);
  }
  return bytes;
}

/** Views over the bytes, without a copy when they lie in memory 8-aligned (a file read whole, or another thread's block). */
export function unpackSections(given: Uint8Array): Sections {
  const bytes = given.byteOffset % 8 === 0 ? given : given.slice();
  const head = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 16 || head.getUint32(0) !== magic) throw unreadable("It does not begin as an index does.");
  if (head.getUint32(4) !== arenaVersion) throw unreadable(`It is of version ${head.getUint32(4)}; this program writes ${arenaVersion}.`);
  const size = head.getUint32(8);
  const begin = aligned(16 + size);
  if (begin > bytes.length) throw unreadable("It is cut short.");
  const entries = JSON.parse(new TextDecoder().decode(bytes.slice(16, 16 + size))) as Entry[];
  const sections: Record<string, Section> = {};
  for (const { name, kind, at, length } of entries) {
    const from = bytes.byteOffset + begin + at;
    if (begin + at + length * (kind === "u8" ? 1 : kind === "u16" ? 2 : 4) > bytes.length) throw unreadable("It is cut short.");
    sections[name] =
      kind === "i32"
        ? new Int32Array(bytes.buffer, from, length)
        : kind === "u32"
          ? new Uint32Array(bytes.buffer, from, length)
          : kind === "u16"
            ? new Uint16Array(bytes.buffer, from, length)
            : new Uint8Array(bytes.buffer, from, length);
  }
  return sections;
}

const unreadable = (why: string) =>
  new TiequanError("index-unreadable", `The saved name index cannot be read. ${why}`, "Build it again from the register.");

const missing = (name: string) => unreadable(`Its part “${name}” is missing.`);

export function int32(sections: Sections, name: string): Int32Array {
  const section = sections[name];
  if (section instanceof Int32Array) return section;
  throw missing(name);
}

export function uint32(sections: Sections, name: string): Uint32Array {
  const section = sections[name];
  if (section instanceof Uint32Array) return section;
  throw missing(name);
}

export function uint16(sections: Sections, name: string): Uint16Array {
  const section = sections[name];
  if (section instanceof Uint16Array) return section;
  throw missing(name);
}

export function uint8(sections: Sections, name: string): Uint8Array {
  const section = sections[name];
  if (section instanceof Uint8Array) return section;
  throw missing(name);
}
