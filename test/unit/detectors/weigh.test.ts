import { describe, expect, test } from "vitest";
import { priorityOf, weigh } from "../../../detectors/weigh.ts";
import type { Finding } from "../../../domain/finding.ts";

const finding = (over: Partial<Finding> & { readonly codes?: readonly string[] }): Finding => {
  const { codes = ["a"], ...rest } = over;
  return {
    kind: "trademark",
    subtype: "counterfeit-wording",
    target: { rightId: "nike", name: "耐克" },
    verdict: "suspected",
    probability: 0.8,
    reasons: codes.map((code) => ({ code, sentence: { zh: `理由 ${code}`, en: `reason ${code}` } })),
    law: [],
    detector: { name: "trademark", version: 1 },
    ...rest,
  };
};

describe("what the findings of a listing add up to", () => {
  test("no findings make no lead", () => {
    expect(weigh([])).toEqual({ weighed: [], lead: { probability: 0, priority: "none" } });
  });

  test("one finding keeps its probability", () => {
    expect(weigh([finding({ probability: 0.8 })]).lead).toEqual({ probability: 0.8, priority: "medium" });
  });

  test("a second detector with a reason of its own raises the first", () => {
    const { weighed } = weigh([
      finding({ probability: 0.8 }),
      finding({ probability: 0.7, codes: ["b"], detector: { name: "other", version: 1 } }),
    ]);
    expect(weighed).toHaveLength(1);
    expect(weighed[0]?.probability).toBeGreaterThan(0.8);
  });

  test("a second detector that only repeats the first does not", () => {
    const { weighed } = weigh([finding({ probability: 0.8 }), finding({ probability: 0.8, detector: { name: "other", version: 1 } })]);
    expect(weighed[0]?.probability).toBe(0.8);
  });

  test("an unlikely further suspicion never lowers the first", () => {
    const { weighed } = weigh([finding({ probability: 0.8 }), finding({ probability: 0.2, codes: ["b"] })]);
    expect(weighed[0]?.probability).toBe(0.8);
  });

  test("rights and kinds are kept apart, the strongest first", () => {
    const { weighed } = weigh([
      finding({ probability: 0.6, target: { rightId: "puma", name: "彪马" } }),
      finding({ probability: 0.9, kind: "patent", target: { rightId: "zl", name: "ZL" } }),
      finding({ probability: 0.99, verdict: "cleared", target: { rightId: "apple", name: "苹果" } }),
    ]);
    expect(weighed.map((each) => [each.kind, each.rightId, each.verdict])).toEqual([
      ["patent", "zl", "suspected"],
      ["trademark", "puma", "suspected"],
      ["trademark", "apple", "cleared"],
    ]);
  });

  test("a cleared name makes no lead, however sure", () => {
    expect(weigh([finding({ verdict: "cleared", probability: 0.9 })]).lead.priority).toBe("none");
  });

  test("a suspicion outlives a clearing of the same right by another question", () => {
    const { weighed } = weigh([finding({ probability: 0.7 }), finding({ verdict: "cleared", probability: 0.05, codes: ["clear"] })]);
    expect(weighed[0]).toMatchObject({ verdict: "suspected", probability: 0.7 });
    expect(weighed[0]?.findings).toHaveLength(2);
  });

  test("each sentence is said once", () => {
    const { weighed } = weigh([finding({ codes: ["a", "b"] }), finding({ codes: ["b", "c"] })]);
    expect(weighed[0]?.sentences.map((sentence) => sentence.en)).toEqual(["reason a", "reason b", "reason c"]);
  });

  test("below the line there is no priority, whatever the line", () => {
    expect(priorityOf(0.6, 0.7)).toBe("none");
    expect(priorityOf(0.6, 0.5)).toBe("low");
    expect(priorityOf(0.85)).toBe("high");
  });

  test("never claims certainty", () => {
    const many = Array.from({ length: 50 }, (_, at) => finding({ probability: 0.99, codes: [`c${at}`] }));
    expect(weigh(many).lead.probability).toBeLessThan(1);
  });
});
