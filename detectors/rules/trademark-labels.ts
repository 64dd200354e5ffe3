/** Are labels, packaging or empties that bear a mark traded apart from the goods, or marks put on or changed? */
import type { Detector } from "../../domain/detector.ts";
import { registerSchema } from "../../domain/right.ts";
import { assess } from "../trademark/assess.ts";
import { findingOf } from "../trademark/finding.ts";
import { readerOf } from "../trademark/reading.ts";

const name = "trademark-labels";
const version = 2;

const register = {
  trademarks: registerSchema.parse({
    version: "example",
    trademarks: [{ id: "moutai", name: "茅台", aliases: ["贵州茅台", "飞天茅台"], categories: ["food"], wellKnown: true }],
  }).trademarks,
};

export const detector: Detector = {
  name,
  version,
  question: {
    zh: "是否单独买卖商标标识、包装、空瓶，或者代为更换商标？",
    en: "Are labels, packaging or empties traded apart from the goods, or marks changed?",
  },
  examples: [
    {
      why: "empty bottles with caps and boxes can be refilled",
      listing: { id: "example:1", title: "飞天茅台空酒瓶 带瓶盖礼盒全套 回收" },
      register,
      expect: "suspected",
    },
    {
      why: "a bottle of liquor in its gift box is liquor",
      listing: { id: "example:2", title: "贵州茅台酒 53度 500ml 礼盒装 带手提袋" },
      register,
      expect: "none",
    },
  ],
  prepare(rights, lexicon) {
    const read = readerOf(rights, lexicon);
    return {
      inspect(listing, seen) {
        const reading = read(listing, seen);
        return assess(reading, lexicon).flatMap((assessment) => {
          const labels = assessment.signals.filter((each) => each.code.startsWith("label-"));
          if (labels.length === 0) return [];
          const changes = labels.some((each) => each.code === "label-acts");
          return [
            findingOf(assessment, reading, lexicon, {
              detector: { name, version },
              subtype: changes ? "re-badging" : "labels-and-packaging",
              rules: changes ? ["trademark.labels", "trademark.reverse-passing-off"] : ["trademark.labels"],
            }),
          ];
        });
      },
    };
  },
};
