/** Sampling over the platforms and categories of this process, for the steps and the commands. */
import type { Category } from "../domain/category.ts";
import type { Platform, PlatformAdapter } from "../domain/platform.ts";
import { drawSample, faultsOf, nextSearchPage, queriesOf, searchPagesOf } from "../crawler/plan.ts";
import type { Sampling } from "./steps/sampling.ts";

export function samplingOver(
  categories: readonly Category[],
  platforms: ReadonlyMap<string, Platform>,
  adapters: ReadonlyMap<string, PlatformAdapter>,
): Sampling {
  const readable = new Map(
    [...platforms].flatMap(([name, platform]) => {
      const adapter = adapters.get(name);
      return adapter === undefined ? [] : [[name, { platform, adapter }] as const];
    }),
  );
  return {
    faults: (plan) => faultsOf(plan, categories, readable),
    searchPages: (plan) => searchPagesOf(plan, categories, readable),
    queriesIn: (stratum) => Math.max(1, queriesOf(stratum, categories, platforms.get(stratum.platform) ?? { categories: {} }).length),
    nextPage(platform, read) {
      const known = readable.get(platform);
      return known === undefined ? null : nextSearchPage(known, read);
    },
    draw: drawSample,
  };
}
