/** Builds the double-array trie of `trie.ts`: keys into a trie of hashed edges first, then its nodes into cells. */
import type { Keys, Trie } from "./trie.ts";
import { pairHash } from "./trie.ts";

/** Packs strings as keys; each must occur once. */
export function keysOf(strings: readonly string[]): Keys {
  let total = 0;
  for (const string of strings) total += string.length;
  const units = new Uint16Array(total);
  const start = new Int32Array(strings.length + 1);
  let at = 0;
  strings.forEach((string, key) => {
    for (let index = 0; index < string.length; index += 1) units[at++] = string.charCodeAt(index);
    start[key + 1] = at;
  });
  return { units, start };
}

export function buildTrie(keys: Keys): Trie {
  const linked = linkKeys(keys);
  const { code, size } = codesByFrequency(keys.units);
  const placed = placeNodes(linked, code, size);
  const { pairs, pairShift, single } = firstPairs(keys, code, size);
  return { ...keys, ...placed, code, single, pairs, pairShift };
}

function codesByFrequency(units: Uint16Array) {
  const counts = new Int32Array(65536);
  for (const unit of units) counts[unit] = (counts[unit] as number) + 1;
  const used: number[] = [];
  counts.forEach((count, unit) => count > 0 && used.push(unit));
  used.sort((a, b) => (counts[b] as number) - (counts[a] as number));
  const code = new Uint16Array(65536);
  used.forEach((unit, place) => (code[unit] = place + 1));
  return { code, size: used.length + 1 };
}

function firstPairs({ units, start }: Keys, code: Uint16Array, size: number) {
  const count = start.length - 1;
  const bits = Math.min(25, Math.max(12, Math.ceil(Math.log2(count * 16 + 1))));
  const pairs = new Uint32Array(1 << (bits - 5));
  const single = new Uint8Array(size);
  for (let key = 0; key < count; key += 1) {
    const at = start[key] as number;
    const first = code[units[at] as number] as number;
    if ((start[key + 1] as number) - at === 1) single[first] = 1;
    else {
      const hash = pairHash(first, code[units[at + 1] as number] as number, 32 - bits);
      pairs[hash >>> 5] = (pairs[hash >>> 5] as number) | (1 << (hash & 31));
    }
  }
  return { pairs, pairShift: 32 - bits, single };
}

interface Linked {
  readonly nodes: number;
  /** By node: key that ends here + 1. */
  readonly value: Int32Array;
  /** By node: the only key below + 1. */
  readonly leaf: Int32Array;
  /** Edges as lists: by node its first child, by child its next sibling and its unit. */
  readonly first: Int32Array;
  readonly next: Int32Array;
  readonly unit: Uint16Array;
}

/** Inserts the keys into a trie of hashed edges; a key is spelt out only as far as it must be told apart. */
function linkKeys({ units, start }: Keys): Linked {
  const count = start.length - 1;
  let room = Math.max(64, count * 2);
  let value = new Int32Array(room);
  let leaf = new Int32Array(room);
  let first = new Int32Array(room);
  let next = new Int32Array(room);
  let unit = new Uint16Array(room);
  let nodes = 1;
  let mask = (1 << Math.ceil(Math.log2(room * 2))) - 1;
  let slots = new Int32Array(mask + 1);
  let parents = new Int32Array(room);

  const slotOf = (node: number, letter: number) => {
    let slot = (Math.imul(node, 0x9e3779b1) ^ Math.imul(letter, 0x85ebca6b)) & 0x7fffffff;
    slot = (slot ^ (slot >>> 15)) & mask;
    for (;;) {
      const child = slots[slot] as number;
      if (child === 0 || ((parents[child] as number) === node && (unit[child] as number) === letter)) return slot;
      slot = (slot + 1) & mask;
    }
  };
  const grow = () => {
    room *= 2;
    const bigger = <T extends Int32Array | Uint16Array>(old: T, fresh: T) => (fresh.set(old), fresh);
    value = bigger(value, new Int32Array(room));
    leaf = bigger(leaf, new Int32Array(room));
    first = bigger(first, new Int32Array(room));
    next = bigger(next, new Int32Array(room));
    unit = bigger(unit, new Uint16Array(room));
    parents = bigger(parents, new Int32Array(room));
    mask = (1 << Math.ceil(Math.log2(room * 2))) - 1;
    slots = new Int32Array(mask + 1);
    for (let node = 1; node < nodes; node += 1) slots[slotOf(parents[node] as number, unit[node] as number)] = node;
  };
  const addChild = (node: number, letter: number) => {
    if (nodes + 1 >= room) grow();
    const child = nodes++;
    parents[child] = node;
    unit[child] = letter;
    next[child] = first[node] as number;
    first[node] = child;
    slots[slotOf(node, letter)] = child;
    return child;
  };
  const hang = (node: number, key: number, depth: number) => {
    const at = (start[key] as number) + depth;
    if (at === (start[key + 1] as number)) value[node] = key + 1;
    else leaf[addChild(node, units[at] as number)] = key + 1;
  };

  for (let key = 0; key < count; key += 1) {
    let node = 0;
    const end = start[key + 1] as number;
    for (let at = start[key] as number; ; at += 1) {
      const held = leaf[node] as number;
      if (held !== 0) {
        leaf[node] = 0;
        hang(node, held - 1, at - (start[key] as number));
      }
      if (at === end) {
        value[node] = key + 1;
        break;
      }
      const child = slots[slotOf(node, units[at] as number)] as number;
      if (child === 0) {
        leaf[addChild(node, units[at] as number)] = key + 1;
        break;
      }
      node = child;
    }
  }
  return { nodes, value, leaf, first, next, unit };
}

/** Lays the nodes out so that the child of cell `s` by code `c` is cell `base[s] + c` with `check` pointing back. */
function placeNodes({ nodes, value, leaf, first, next, unit }: Linked, code: Uint16Array, alphabet: number) {
  let room = nodes * 2 + alphabet * 2;
  let base = new Int32Array(room);
  let check = new Int32Array(room).fill(-1);
  let out = new Int32Array(room);
  let top = 1;
  const cellOf = new Int32Array(nodes);
  const order = new Int32Array(nodes);
  let ordered = 1;
  /** Where the search for a place last ended, by the logarithm of the number of children: never looks back. */
  const cursors = new Int32Array(32).fill(1);
  const codes: number[] = [];
  check[0] = -2;
  for (let done = 0; done < ordered; done += 1) {
    const node = order[done] as number;
    const cell = cellOf[node] as number;
    out[cell] = (value[node] as number) !== 0 ? (value[node] as number) : -(leaf[node] as number);
    codes.length = 0;
    for (let child = first[node] as number; child !== 0; child = next[child] as number) codes.push(code[unit[child] as number] as number);
    if (codes.length === 0) continue;
    codes.sort((a, b) => a - b);
    const lowest = codes[0] as number;
    const size = 31 - Math.clz32(codes.length);
    let place = Math.max(cursors[size] as number, lowest);
    let tried = 0;
    search: for (; ; place += 1) {
      if (place + alphabet + 2 >= room) enlarge();
      if ((check[place] as number) !== -1) continue;
      tried += 1;
      for (let index = 1; index < codes.length; index += 1)
        if ((check[place - lowest + (codes[index] as number)] as number) !== -1) continue search;
      break;
    }
    if (tried > 1 || codes.length === 1) cursors[size] = Math.max(cursors[size] as number, place - (tried > 64 ? 0 : 32));
    const from = place - lowest;
    base[cell] = from;
    for (let child = first[node] as number; child !== 0; child = next[child] as number) {
      const target = from + (code[unit[child] as number] as number);
      check[target] = cell;
      cellOf[child] = target;
      order[ordered++] = child;
      if (target >= top) top = target + 1;
    }
  }
  // A step from the last cell may reach one alphabet further.
  const length = top + alphabet + 1;
  if (length > room) enlarge();
  const cells = new Int32Array(length * 4);
  for (let cell = 0; cell < length; cell += 1) {
    cells[cell * 4] = (base[cell] as number) * 4;
    cells[cell * 4 + 1] = (check[cell] as number) < 0 ? -1 : (check[cell] as number) * 4;
    cells[cell * 4 + 2] = out[cell] as number;
  }
  return { cells };

  function enlarge(): void {
    const old = { base, check, out };
    room = Math.ceil(room * 1.5) + alphabet;
    base = new Int32Array(room);
    check = new Int32Array(room).fill(-1);
    out = new Int32Array(room);
    base.set(old.base);
    check.set(old.check);
    out.set(old.out);
  }
}
