/** Does the seller claim an authority from the owner that the register does not show? */
import type { Detector } from "../../domain/detector.ts";
import { registerSchema } from "../../domain/right.ts";
import { assess } from "../trademark/assess.ts";
import { findingOf } from "../trademark/finding.ts";
import { readerOf } from "../trademark/reading.ts";

const name = "trademark-authority";
const version = 2;

const register = {
  trademarks: registerSchema.parse({
    version: "example",
    trademarks: [
      {
        id: "nike",
        name: "耐克",
        aliases: ["Nike"],
        categories: ["apparel-bags"],
        wellKnown: true,
        sellers: { flagship: ["NIKE官方旗舰店"], authorised: ["滔搏运动专营店"] },
      },
    ],
  }).trademarks,
};

export const detector: Detector = {
  name,
  version,
  question: {
    zh: "卖家自称官方或授权，登记册是否有据？",
    en: "Does the register bear out the seller's claim to be official or authorised?",
  },
  examples: [
    {
      why: "calls itself the flagship shop and is not on the list",
      listing: { id: "example:1", title: "耐克运动鞋 跑步鞋", seller: { name: "耐克运动官方旗舰店莆田总店" } },
      register,
      expect: "suspected",
    },
    {
      why: "is on the list",
      listing: { id: "example:2", title: "耐克运动鞋 跑步鞋", seller: { name: "NIKE官方旗舰店", type: "flagship" } },
      register,
      expect: "none",
    },
    {
      why: "claims nothing",
      listing: { id: "example:3", title: "耐克运动鞋 跑步鞋", seller: { name: "小李鞋铺" } },
      register,
      expect: "none",
    },
  ],
  prepare(rights, lexicon) {
    const read = readerOf(rights, lexicon);
    return {
      inspect(listing, seen) {
        const reading = read(listing, seen);
        return assess(reading, lexicon).flatMap((assessment) =>
          assessment.signals.some((each) => each.code === "authority-unlisted")
            ? [
                findingOf(assessment, reading, lexicon, {
                  detector: { name, version },
                  subtype: "unproven-authority",
                  rules: ["unfair-competition.confusion", "trademark.selling"],
                }),
              ]
            : [],
        );
      },
    };
  },
};
