import { z } from "zod";
import { remember, remembered } from "../theme/remembered.ts";
import { defaultBindings, reviewActions, withOwnKeys, type Bindings } from "./bindings.ts";

const ownKeysSchema = z.partialRecord(z.enum(reviewActions), z.array(z.string().min(1).max(20)).max(3));

/** The keys this person chose on this browser; the usual ones when none were chosen or they no longer fit. */
export function readOwnKeys(): Bindings {
  const stored = remembered("keys");
  if (stored === null) return defaultBindings;
  try {
    const parsed = ownKeysSchema.safeParse(JSON.parse(stored));
    if (!parsed.success) return defaultBindings;
    const own = Object.fromEntries(Object.entries(parsed.data).filter(([, keys]) => keys !== undefined));
    return withOwnKeys(own).bindings;
  } catch {
    return defaultBindings;
  }
}

export function keepOwnKeys(bindings: Bindings): boolean {
  const changed = Object.fromEntries(
    reviewActions
      .filter((action) => bindings[action].join() !== defaultBindings[action].join())
      .map((action) => [action, bindings[action]]),
  );
  return remember("keys", JSON.stringify(changed));
}
