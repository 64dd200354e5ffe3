/** One thing that speaks for or against a suspicion, with its place and its sentence. */
import type { Reason } from "../../domain/finding.ts";
import type { Bilingual } from "../../domain/words.ts";
import { signals as fitted } from "./weights.ts";
import type { Place } from "./reading.ts";

export interface Signal {
  /** Code of the reason and name of the weight. Those that clear begin with `clear-`. */
  readonly code: string;
  /** How far it applies, 0 to 1. */
  readonly value: number;
  readonly reason: Reason;
}

export function signal(code: string, value: number, sentence: Bilingual, place?: Place & { readonly normalised?: string }): Signal {
  const where =
    place === undefined
      ? {}
      : {
          field: place.field,
          span: [place.span[0], place.span[1]] as [number, number],
          matched: place.matched,
          ...(place.normalised === undefined ? {} : { normalised: place.normalised }),
        };
  return { code, value, reason: { code, sentence, ...where } };
}

export const clears = (code: string) => code.startsWith("clear-");
export const contribution = (each: Signal) => (fitted[each.code] ?? 0) * each.value;
