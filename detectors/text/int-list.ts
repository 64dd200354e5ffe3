/** A list of 32-bit numbers that grows: an index is built from millions of them, which boxed arrays would hold three times over. */
export interface IntList {
  readonly length: number;
  push(value: number): void;
  /** The numbers so far; a view, not a copy. */
  values(): Int32Array;
}

export function intList(room = 1024): IntList {
  let list = new Int32Array(room);
  let length = 0;
  return {
    get length() {
      return length;
    },
    push(value) {
      if (length === list.length) {
        const bigger = new Int32Array(list.length * 2);
        bigger.set(list);
        list = bigger;
      }
      list[length++] = value;
    },
    values: () => list.subarray(0, length),
  };
}
