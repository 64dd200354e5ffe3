/** Origins that a listing states in words of its own. */
import { beforeAll, expect, test } from "vitest";
import { loadLexicon } from "../../../config/load.ts";
import { loadDetectors } from "../../../detectors/rules.ts";
import { prepareScreening, type ScreeningDesk } from "../../../detectors/screen.ts";
import type { Listing } from "../../../domain/listing.ts";
import { registerSchema } from "../../../domain/right.ts";

const register = registerSchema.parse({
  version: "test",
  geographicalIndications: [
    { id: "crab", name: "阳澄湖大闸蟹", product: "大闸蟹", country: "CN", regionCodes: ["320507"], regionKeywords: ["阳澄湖"] },
    { id: "champagne", name: "香槟", translations: ["Champagne"], product: "起泡葡萄酒", country: "FR", regionKeywords: ["France"] },
  ],
});

let desk: ScreeningDesk;
beforeAll(async () => {
  desk = prepareScreening(register, await loadLexicon(), await loadDetectors());
}, 60_000);

async function flagged(listing: Omit<Listing, "id">): Promise<boolean> {
  const { findings } = await desk.screen({ id: "t:1", ...listing }, { capturedAt: new Date("2026-06-30T02:00:00Z") });
  return findings.some(
    (finding) => finding.kind === "geographical-indication" && finding.verdict === "suspected" && finding.probability >= 0.5,
  );
}

test("where the pond lies is where the crab is from", async () => {
  expect(await flagged({ title: "阳澄湖大闸蟹 8只装", description: "塘口位于安徽当涂，现捕现发。" })).toBe(true);
  expect(await flagged({ title: "阳澄湖大闸蟹 8只装", description: "塘口位于苏州相城，现捕现发。" })).toBe(false);
});

test("a country that is not the indication's own is outside, whichever it is", async () => {
  for (const origin of ["Moldova", "Ukraine", "Uruguay"])
    expect(await flagged({ title: "Champagne brut sparkling 750ml", attributes: { origin } }), origin).toBe(true);
  expect(await flagged({ title: "Champagne brut sparkling 750ml", attributes: { origin: "France" } })).toBe(false);
});
