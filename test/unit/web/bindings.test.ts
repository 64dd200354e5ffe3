import { expect, test } from "vitest";
import { defaultBindings, hear, pressName, reviewActions, withOwnKeys, type Pressed } from "../../../dashboard/web/src/keys/bindings.ts";

const pressed = (key: string, held: Partial<Pressed> = {}): Pressed => ({
  key,
  ctrl: false,
  meta: false,
  alt: false,
  shift: false,
  ...held,
});
const spoken = (keys: readonly string[]) => {
  let pending: string | null = null;
  let action: string | null = null;
  for (const key of keys) ({ pending, action } = hear(key, pending, defaultBindings));
  return action;
};

test("every action has a key", () => {
  expect(reviewActions.filter((action) => defaultBindings[action].length === 0)).toEqual([]);
});

test("no two actions share a key", () => {
  expect(withOwnKeys({}).clashes).toEqual([]);
});

test("C means confirm", () => {
  expect(spoken(["C"])).toBe("confirm");
});

test("G then R goes to the runs and does not reject", () => {
  expect(spoken(["G", "R"])).toBe("go-runs");
});

test("a wrong second key ends the sequence without doing anything", () => {
  expect(hear("C", "G", defaultBindings)).toEqual({ action: null, pending: null });
});

test("a small and a capital letter are the same key", () => {
  expect([pressName(pressed("c")), pressName(pressed("C", { shift: true }))]).toEqual(["C", "C"]);
});

test("shift counts only with a named key", () => {
  expect([pressName(pressed("?", { shift: true })), pressName(pressed("Enter", { shift: true }))]).toEqual(["?", "Shift+Enter"]);
});

test("Ctrl+Z undoes, and so does Cmd+Z", () => {
  const names = [pressName(pressed("z", { ctrl: true })), pressName(pressed("z", { meta: true }))];
  expect(names.map((name) => hear(name ?? "", null, defaultBindings).action)).toEqual(["undo", "undo"]);
});

test("Ctrl+C stays the browser's own", () => {
  expect(hear(pressName(pressed("c", { ctrl: true })) ?? "", null, defaultBindings).action).toBeNull();
});

test("a bare modifier, a dead key and an input method's key are not keys", () => {
  expect(["Shift", "Control", "Dead", "Process"].map((key) => pressName(pressed(key)))).toEqual([null, null, null, null]);
});

test("an own key takes the place of the usual one", () => {
  const { bindings } = withOwnKeys({ confirm: ["Y"] });
  expect([hear("Y", null, bindings).action, hear("C", null, bindings).action]).toEqual(["confirm", null]);
});

test("refuses an own key that another action has", () => {
  expect(withOwnKeys({ confirm: ["R"] })).toEqual({ bindings: defaultBindings, clashes: ["R"] });
});

test("refuses an own key that would hide the first key of a sequence", () => {
  expect(withOwnKeys({ confirm: ["G"] }).clashes).toEqual(["G"]);
});
