/** Which key does what in the review workspace. Data, so that the legend, the key caps and the listener cannot disagree. */

export const reviewActions = [
  "next",
  "previous",
  "confirm",
  "reject",
  "insufficient",
  "escalate",
  "snooze",
  "reason-1",
  "reason-2",
  "reason-3",
  "reason-4",
  "reason-5",
  "reason-6",
  "reason-7",
  "reason-8",
  "reason-9",
  "submit-next",
  "submit-stay",
  "undo",
  "note",
  "picture-previous",
  "picture-next",
  "highlights",
  "search",
  "legend",
  "go-queue",
  "go-notices",
  "go-runs",
  "go-overview",
] as const;
export type ReviewAction = (typeof reviewActions)[number];

/** `G Q` is a sequence: one key after the other within a second and a half. */
export type Bindings = Readonly<Record<ReviewAction, readonly string[]>>;

export const defaultBindings: Bindings = {
  next: ["J"],
  previous: ["K"],
  confirm: ["C"],
  reject: ["R"],
  insufficient: ["I"],
  escalate: ["E"],
  snooze: ["S"],
  "reason-1": ["1"],
  "reason-2": ["2"],
  "reason-3": ["3"],
  "reason-4": ["4"],
  "reason-5": ["5"],
  "reason-6": ["6"],
  "reason-7": ["7"],
  "reason-8": ["8"],
  "reason-9": ["9"],
  "submit-next": ["Enter"],
  "submit-stay": ["Shift+Enter"],
  undo: ["U", "Ctrl+Z"],
  note: ["N"],
  "picture-previous": ["["],
  "picture-next": ["]"],
  highlights: ["H"],
  search: ["/"],
  legend: ["?"],
  "go-queue": ["G Q"],
  "go-notices": ["G N"],
  "go-runs": ["G R"],
  "go-overview": ["G O"],
};

export interface Pressed {
  readonly key: string;
  readonly ctrl: boolean;
  readonly meta: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
}

/** The name of a key press as bindings write it, or null for a bare modifier, a dead key or a browser's own shortcut. */
export function pressName(pressed: Pressed): string | null {
  const { key } = pressed;
  if (
    key === "" ||
    key === "Dead" ||
    key === "Process" ||
    key === "Unidentified" ||
    ["Shift", "Control", "Alt", "Meta", "AltGraph", "CapsLock"].includes(key)
  )
    return null;
  if (pressed.alt) return null;
  const control = pressed.ctrl || pressed.meta;
  const printable = key.length === 1;
  // Shift has already shaped a printable key ("?" is not "Shift+?"); with a named key it is part of the name.
  const name = printable ? key.toUpperCase() : key;
  const shifted = pressed.shift && (!printable || control) ? `Shift+${name}` : name;
  return control ? `Ctrl+${shifted}` : shifted;
}

export interface Heard {
  readonly action: ReviewAction | null;
  /** First key of a sequence that is still open. */
  readonly pending: string | null;
}

/** What a key press means, given the open first key of a sequence. In a sequence no single-key action fires. */
export function hear(name: string, pending: string | null, bindings: Bindings): Heard {
  const spoken = pending === null ? name : `${pending} ${name}`;
  const action = reviewActions.find((candidate) => bindings[candidate].includes(spoken));
  if (action !== undefined) return { action, pending: null };
  if (pending !== null) return { action: null, pending: null };
  const opensSequence = reviewActions.some((candidate) => bindings[candidate].some((keys) => keys.startsWith(`${name} `)));
  return { action: null, pending: opensSequence ? name : null };
}

/** Own keys over the usual ones. Refuses a key that two actions would share, or that hides the first key of a sequence. */
export function withOwnKeys(own: Readonly<Partial<Record<ReviewAction, readonly string[]>>>): {
  readonly bindings: Bindings;
  readonly clashes: readonly string[];
} {
  const bindings: Bindings = { ...defaultBindings, ...own };
  const taken = new Map<string, number>();
  for (const action of reviewActions) for (const keys of bindings[action]) taken.set(keys, (taken.get(keys) ?? 0) + 1);
  const shared = [...taken].filter(([, times]) => times > 1).map(([keys]) => keys);
  const firstKeys = new Set([...taken.keys()].filter((keys) => keys.includes(" ")).map((keys) => keys.split(" ")[0] ?? ""));
  const hiding = [...taken.keys()].filter((keys) => firstKeys.has(keys));
  const clashes = [...new Set([...shared, ...hiding])];
  return { bindings: clashes.length === 0 ? bindings : defaultBindings, clashes };
}
