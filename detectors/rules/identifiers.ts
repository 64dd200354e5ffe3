/** Identifiers and claims of one listing that contradict each other: medical words on an industrial mask, a class I number on a mask, ear loops under NIOSH. */
import type { Detector, Example } from "../../domain/detector.ts";
import type { Finding, Reason } from "../../domain/finding.ts";
import { parseFoodLicence } from "../../domain/identifiers/food-licence.ts";
import { standardState } from "../../domain/identifiers/standards.ts";
import { chinaDay, cite } from "../../domain/law.ts";
import { fieldsOf, reasonAt, type Field } from "../claims/fields.ts";
import { deviceNumbersIn, standardsIn } from "../claims/stated-standards.ts";
import { wordsOf } from "../claims/vocabulary.ts";
import type { Bilingual } from "../../domain/words.ts";

const name = "identifiers";
const version = 1;
const at = "2026-06-30T02:00:00Z";

const examples: readonly Example[] = [
  {
    why: "KN95 is no medical class",
    listing: { id: "i:1", capturedAt: at, category: "ppe", title: "医用KN95口罩 50只 GB 2626-2019" },
    register: {},
    expect: "suspected",
  },
  {
    why: "medical masks are class II: a class I filing cannot carry them",
    listing: { id: "i:2", capturedAt: at, category: "ppe", title: "医用外科口罩 浙杭械备20200123号" },
    register: {},
    expect: "suspected",
  },
  {
    why: "ear loops under a NIOSH class",
    listing: { id: "i:3", capturedAt: at, category: "ppe", title: "N95 mask earloop for kids" },
    register: {},
    expect: "suspected",
  },
  {
    why: "a medical mask under its own standard",
    listing: { id: "i:4", capturedAt: at, category: "ppe", title: "医用外科口罩 YY 0469-2011 苏械注准20202141234" },
    register: {},
    expect: "none",
  },
  {
    why: "a protective mask that claims nothing medical",
    listing: { id: "i:5", capturedAt: at, category: "ppe", title: "KN95防护口罩 GB2626-2019 头戴式" },
    register: {},
    expect: "none",
  },
];

interface Contradiction {
  readonly subtype: string;
  readonly target: Finding["target"];
  readonly probability: number;
  readonly law: readonly string[];
  readonly reasons: readonly Reason[];
}

export const detector: Detector = {
  name,
  version,
  question: {
    zh: "页面所列编号、标准与宣称是否自相矛盾？",
    en: "Do the numbers, standards and claims of this listing contradict each other?",
  },
  examples,
  prepare(_register, lexicon) {
    const words = lexicon.protected.ppe;
    const medical = wordsOf(words.medical);
    const masks = wordsOf(words.masks);
    const earLoop = wordsOf(words.earLoop);
    const children = wordsOf(words.children);
    const { standards } = lexicon.protected;

    return {
      inspect(listing, seen) {
        const fields = fieldsOf(listing, seen);
        const found: Contradiction[] = [];
        const isMask =
          (listing.category === undefined || listing.category === "ppe") && fields.slice(0, 1).some((field) => masks.has(field));
        if (isMask) found.push(...mask(fields, chinaDay(seen.capturedAt)));
        if (listing.category === undefined || listing.category === "food" || listing.category === "agri")
          found.push(...foodLicences(fields));
        return found.map(({ subtype, target, probability, law, reasons }): Finding => ({
          kind: "special-sign",
          subtype,
          target,
          verdict: probability >= 0.25 ? "suspected" : "undetermined",
          probability,
          reasons: [...reasons],
          law: cite(lexicon.laws, law, seen.capturedAt),
          detector: { name, version },
        }));
      },
    };

    function mask(fields: readonly Field[], day: string): Contradiction[] {
      const found: Contradiction[] = [];
      const target = { rightId: "quality:medical-device", name: "医疗器械与防护口罩标准 / device and respirator standards" };
      const stated = standardsIn(fields);
      const numbers = deviceNumbersIn(fields);
      const medicalStandard = stated.some(
        ({ parsed }) => parsed.ok && standards.some((known) => known.medical && sameName(known.standard, parsed.name)),
      );
      const registered = numbers.some(({ parsed }) => parsed.ok && parsed.deviceClass >= 2);
      const medicalClaim = firstOf(
        fields,
        medical,
        (field, start) =>
          !/(?:非|不是|不适用于|不可用于|不用于|not for|non|not)[\s-]?$/u.test(field.folded.slice(Math.max(0, start - 8), start)),
      );
      const kn = fields.flatMap((field) =>
        [...field.folded.matchAll(/(?<![a-z])kn\s?-?(?:90|95|100)/gu)].map((match) => ({
          field,
          start: match.index,
          end: match.index + match[0].length,
        })),
      )[0];
      if (medicalClaim !== null && kn !== undefined && !medicalStandard && !registered)
        found.push({
          subtype: "medical-claim-contradicted",
          target,
          probability: 0.72,
          law: ["medical-device.advertising", "ppe.standard"],
          reasons: [
            here("medical-claim", { zh: "使用“医用”等医疗用语。", en: "Uses medical terms." }, medicalClaim),
            here(
              "industrial-class",
              {
                zh: "KN 级别依据 GB 2626，不属医用标准，页面又无医用标准或二类以上注册证号。",
                en: "KN classes follow GB 2626, which is not medical; no medical standard or class II registration is shown.",
              },
              kn,
            ),
          ],
        });
      for (const number of numbers) {
        const { parsed } = number;
        if (parsed.ok && parsed.form === "filing" && medicalClaim !== null)
          found.push({
            subtype: "class-one-number",
            target,
            probability: 0.68,
            law: ["medical-device.registration"],
            reasons: [
              here(
                "class-one-number",
                {
                  zh: `${number.written} 为第一类备案编号；医用口罩按第二类管理，应有注册证。`,
                  en: `${number.written} is a class I filing; medical masks are class II and need a registration.`,
                },
                number,
              ),
            ],
          });
        if (!parsed.ok && parsed.fault !== "no-number")
          found.push({
            subtype: "bad-device-number",
            target,
            probability: parsed.fault === "class-against-authority" ? 0.62 : 0.6,
            law: ["medical-device.registration"],
            reasons: [
              here(
                "bad-device-number",
                {
                  zh: `注册证编号 ${number.written} 不合编排规则（${deviceFault(parsed.fault).zh}，应为 ${parsed.expected ?? ""}，实为 ${parsed.found ?? ""}）。`,
                  en: `Registration number ${number.written} breaks the numbering rule (${deviceFault(parsed.fault).en}: expected ${parsed.expected ?? ""}, found ${parsed.found ?? ""}).`,
                },
                number,
              ),
            ],
          });
      }
      const n95 = fields.flatMap((field) =>
        [...field.folded.matchAll(/(?<![a-z])(?:[nrp]\s?-?(?:95|99|100))(?!\d)/gu)].map((match) => ({
          field,
          start: match.index,
          end: match.index + match[0].length,
        })),
      )[0];
      const approved = fields.some((field) => /tc[\s-]?84a[\s-]?\d{4}/u.test(field.folded));
      const misspelt = fields.flatMap((field) =>
        [...field.folded.matchAll(/(?<![a-z])(?:noish|niohs|nisoh|niosch|n1osh)(?![a-z])/gu)].map((match) => ({
          field,
          start: match.index,
          end: match.index + match[0].length,
        })),
      )[0];
      if (misspelt !== undefined)
        found.push({
          subtype: "niosh-misspelt",
          target: niosh,
          probability: 0.78,
          law: ["advertising.false"],
          reasons: [
            here(
              "niosh-misspelt",
              { zh: "NIOSH 拼写有误，为假冒认可标识的常见特征。", en: "NIOSH is misspelt, a usual mark of forged approval." },
              misspelt,
            ),
          ],
        });
      if (n95 !== undefined && kn === undefined) {
        const loop = firstOf(fields, earLoop);
        const child = firstOf(fields, children);
        if (loop !== null || child !== null)
          found.push({
            subtype: "niosh-contradicted",
            target: niosh,
            probability: loop !== null && child !== null ? 0.74 : 0.64,
            law: ["advertising.false", "ppe.standard"],
            reasons: [
              here(
                "niosh-class",
                { zh: "N95 等为 NIOSH 级别，应有 TC-84A 批准号。", en: "N95 and the like are NIOSH classes and need a TC-84A number." },
                n95,
              ),
              ...(loop === null
                ? []
                : [here("ear-loop", { zh: "耳挂式结构与 NIOSH 认可矛盾。", en: "Ear loops contradict NIOSH approval." }, loop)]),
              ...(child === null
                ? []
                : [here("for-children", { zh: "NIOSH 不认可儿童口罩。", en: "NIOSH approves nothing for children." }, child)]),
            ],
          });
        else if (!approved)
          found.push({
            subtype: "niosh-number-missing",
            target: niosh,
            probability: 0.34,
            law: ["advertising.false"],
            reasons: [
              here("niosh-number-missing", { zh: "标称 N95 而未见 TC-84A 批准号。", en: "Claims N95 without a TC-84A number." }, n95),
            ],
          });
      }
      for (const standard of stated) {
        if (!standard.parsed.ok) continue;
        const state = standardState(standard.parsed, standards, day);
        if (state.kind === "replaced")
          found.push({
            subtype: "standard-replaced",
            target,
            probability: 0.3,
            law: ["ppe.standard"],
            reasons: [
              here(
                "standard-replaced",
                {
                  zh: `${standard.written.toUpperCase()} 已于 ${state.since} 被 ${state.by} 代替；此前生产的除外，应核实生产日期。`,
                  en: `${standard.written.toUpperCase()} was replaced by ${state.by} on ${state.since}; goods made before may carry it, so ask for the production date.`,
                },
                standard,
              ),
            ],
          });
        if (state.kind === "not-yet")
          found.push({
            subtype: "standard-not-yet",
            target,
            probability: 0.28,
            law: ["ppe.standard"],
            reasons: [
              here(
                "standard-not-yet",
                {
                  zh: `${standard.written.toUpperCase()} 自 ${state.from} 起实施。`,
                  en: `${standard.written.toUpperCase()} takes effect on ${state.from}.`,
                },
                standard,
              ),
            ],
          });
      }
      return found;
    }
  },
};

const niosh = { rightId: "quality:niosh", name: "NIOSH" };

interface Place {
  readonly field: Field;
  readonly start: number;
  readonly end: number;
}

const here = (code: string, sentence: Bilingual, place: Place): Reason => reasonAt(code, sentence, place.field, place.start, place.end);

function firstOf(
  fields: readonly Field[],
  words: { find(field: Field): readonly { start: number; end: number }[] },
  accept: (field: Field, start: number) => boolean = () => true,
): Place | null {
  for (const field of fields)
    for (const hit of words.find(field)) if (accept(field, hit.start)) return { field, start: hit.start, end: hit.end };
  return null;
}

const sameName = (a: string, b: string) => a.replace("/T", "") === b.replace("/T", "");

function deviceFault(fault: string): Bilingual {
  if (fault === "bad-length") return { zh: "位数", en: "digits" };
  if (fault === "bad-class-digit") return { zh: "类别位", en: "class digit" };
  return { zh: "类别与批准层级", en: "class against authority" };
}

/** A food licence that fails its own check supports other findings and decides nothing alone. */
function foodLicences(fields: readonly Field[]): Contradiction[] {
  return fields.flatMap((field): Contradiction[] => {
    if (!field.folded.includes("sc")) return [];
    return [...field.folded.matchAll(/(?<![a-z0-9])sc[\s::.-]{0,2}(\d{14})(?!\d)/gu)].flatMap((match): Contradiction[] => {
      const parsed = parseFoodLicence(`SC${match[1] ?? ""}`);
      if (parsed.ok) return [];
      const place = { field, start: match.index, end: match.index + match[0].length };
      return [
        {
          subtype: "bad-food-licence",
          target: { rightId: "quality:food-licence", name: "食品生产许可证" },
          probability: 0.24,
          law: ["food.licence-number"],
          reasons: [
            here(
              "bad-food-licence",
              {
                zh: `食品生产许可证编号 ${match[0].toUpperCase()} 校验不符（${parsed.fault === "bad-check-digit" ? "校验位" : "类别"}应为 ${parsed.expected ?? ""}，实为 ${parsed.found ?? ""}）。`,
                en: `Food licence ${match[0].toUpperCase()} fails its check (expected ${parsed.expected ?? ""}, found ${parsed.found ?? ""}).`,
              },
              place,
            ),
          ],
        },
      ];
    });
  });
}
