import { createContext, useContext, useRef } from "react";
import { useHotkeys } from "react-hotkeys-hook";
import { defaultBindings, hear, pressName, type Bindings, type ReviewAction } from "./bindings.ts";

export const BindingsContext = createContext<Bindings>(defaultBindings);
export const useBindings = () => useContext(BindingsContext);

const sequenceMs = 1500;
const typingRoles = new Set(["textbox", "searchbox", "combobox", "spinbutton", "menuitem"]);
const tickTypes = new Set(["checkbox", "radio", "button", "submit", "reset", "range", "color", "file"]);

/** Single letters are text inside a text field, a menu or an open dialogue. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  if (target instanceof HTMLInputElement) return !tickTypes.has(target.type);
  return typingRoles.has(target.getAttribute("role") ?? "");
}

const inDialogue = (target: EventTarget | null) => target instanceof Element && target.closest('[role="dialog"]') !== null;

/** A link or button that has the focus keeps its Enter, unless it says it leaves Enter to the page (`data-enter="page"`). */
function ownsEnter(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  const control = target.closest("a[href], button, summary, [role=tab]");
  return control !== null && control.getAttribute("data-enter") !== "page";
}

export type Deeds = Readonly<Partial<Record<ReviewAction, () => void>>>;

/** Listens on the whole page for the keys of `deeds`. */
export function useKeys(deeds: Deeds, enabled = true): void {
  const bindings = useBindings();
  const pending = useRef<{ key: string; at: number } | null>(null);
  useHotkeys(
    "*",
    (event) => {
      if (event.defaultPrevented || event.isComposing) return;
      if (inDialogue(event.target)) return;
      const name = pressName({ key: event.key, ctrl: event.ctrlKey, meta: event.metaKey, alt: event.altKey, shift: event.shiftKey });
      if (name === null || isTyping(event.target)) return;
      if (name.endsWith("Enter") && ownsEnter(event.target)) return;
      const open = pending.current !== null && Date.now() - pending.current.at < sequenceMs ? pending.current.key : null;
      const heard = hear(name, open, bindings);
      pending.current = heard.pending === null ? null : { key: heard.pending, at: Date.now() };
      const deed = heard.action === null ? undefined : deeds[heard.action];
      if (deed === undefined) return;
      // A key held down walks the list; it never decides twice.
      if (event.repeat && heard.action !== "next" && heard.action !== "previous") return;
      event.preventDefault();
      deed();
    },
    { enabled, enableOnFormTags: true, enableOnContentEditable: true },
  );
}
