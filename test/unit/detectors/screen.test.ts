import { beforeAll, expect, test } from "vitest";
import { loadLexicon } from "../../../config/load.ts";
import { loadDetectors } from "../../../detectors/rules.ts";
import { mostUnits, prepareScreening } from "../../../detectors/screen.ts";
import type { Detector } from "../../../domain/detector.ts";
import type { Lexicon } from "../../../domain/lexicon.ts";
import { emptyRegister } from "../../../domain/right.ts";

let lexicon: Lexicon;
beforeAll(async () => {
  lexicon = await loadLexicon();
});
const register = emptyRegister("test");

const detector = (name: string, inspect: ReturnType<Detector["prepare"]>["inspect"]): Detector => ({
  name,
  version: 1,
  question: { zh: "？", en: "?" },
  examples: [],
  prepare: () => ({ inspect }),
});
const finding = (probability: number) => ({
  kind: "trademark" as const,
  subtype: "x",
  target: { rightId: "r", name: "R" },
  verdict: "suspected" as const,
  probability,
  reasons: [{ code: "c", sentence: { zh: "理由", en: "reason" } }],
  law: [],
  detector: { name: "good", version: 1 },
});

test("a detector that throws is noted by name and the others still answer", async () => {
  const broken = detector("broken", () => {
    throw new Error("no such thing");
  });
  const good = detector("good", () => [finding(0.9)]);
  const screened = await prepareScreening(register, lexicon, [broken, good]).screen({ id: "a", title: "t" });
  expect(screened.findings).toHaveLength(1);
  expect(screened.notes?.join()).toMatch(/broken.*no such thing/u);
});

test("a detector that rejects later is noted, too", async () => {
  const late = detector("late", () => Promise.reject(new Error("too late")));
  const screened = await prepareScreening(register, lexicon, [late]).screen({ id: "a", title: "t" });
  expect(screened.notes?.join()).toMatch(/late.*too late/u);
});

test("a detector that cannot be prepared stops the start, named", () => {
  const unprepared: Detector = {
    ...detector("unready", () => []),
    prepare: () => {
      throw new Error("bad index");
    },
  };
  expect(() => prepareScreening(register, lexicon, [unprepared])).toThrow(/unready.*bad index/u);
});

test("an unwritten time is the listing's, an unreadable one the clock's", async () => {
  const times: string[] = [];
  const asked = detector("asked", (_, seen) => {
    times.push(seen.capturedAt.toISOString());
    return [];
  });
  const desk = prepareScreening(register, lexicon, [asked], { now: () => new Date("2026-01-01T00:00:00Z") });
  await desk.screen({ id: "a", title: "t", capturedAt: "2024-05-05T05:05:05Z" });
  await desk.screen({ id: "b", title: "t", capturedAt: "yesterday" });
  await desk.screen({ id: "c", title: "t", capturedAt: "2024-05-05T05:05:05Z" }, { capturedAt: new Date("2023-03-03T03:03:03Z") });
  expect(times).toEqual(["2024-05-05T05:05:05.000Z", "2026-01-01T00:00:00.000Z", "2023-03-03T03:03:03.000Z"]);
});

test("a listing without notes has no notes", async () => {
  expect(await prepareScreening(register, lexicon, []).screen({ id: "a", title: "t" })).not.toHaveProperty("notes");
});

test("five million characters are cut, said, and read within the time of the part that is read", async () => {
  const desk = prepareScreening(register, lexicon, await loadDetectors());
  const started = performance.now();
  const screened = await desk.screen({ id: "a", title: "耐*克运动鞋", description: "高仿aZ\u200b ".repeat(1_000_000) });
  expect(screened.notes?.join()).toContain(`the first ${mostUnits.description} of 6000000 characters of description`);
  // Generous on a shared machine; a quadratic reading of 200,000 characters takes minutes.
  expect(performance.now() - started).toBeLessThan(30_000);
}, 60_000);

test("an empty register still finds disguised well-known names", async () => {
  const desk = prepareScreening(register, lexicon, await loadDetectors());
  const screened = await desk.screen({ id: "a", title: "耐*克运动鞋男", category: "apparel-bags" });
  expect(screened.lead.probability).toBeGreaterThanOrEqual(0.5);
  expect(screened.findings[0]?.target.rightId).toBe("nike");
});
