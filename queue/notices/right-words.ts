/** What a letter says about the right: whose it is, and by which numbers it can be looked up. */
import type { InfringementKind } from "../../domain/finding.ts";
import type { Register } from "../../domain/right.ts";

export interface RightInLetter {
  readonly owner: string | null;
  /** Registration numbers and the like; null when the register holds none. */
  readonly details: string | null;
}

const patentKinds = {
  invention: { zh: "发明专利", en: "invention patent" },
  "utility-model": { zh: "实用新型专利", en: "utility model" },
  design: { zh: "外观设计专利", en: "design patent" },
} as const;

/** Most registrations named in a letter; the register has the rest, and the letter says so. */
const mostNamed = 12;

export function rightInLetter(register: Register, kind: InfringementKind, rightId: string, language: "zh" | "en"): RightInLetter {
  const zh = language === "zh";
  switch (kind) {
    case "trademark": {
      const mark = register.trademarks.find((one) => one.id === rightId);
      if (mark === undefined) return { owner: null, details: null };
      const named = mark.registrations
        .slice(0, mostNamed)
        .map(({ number, classes }) =>
          classes.length === 0 ? number : zh ? `${number}（第${classes.join("、")}类）` : `${number} (class ${classes.join(", ")})`,
        );
      const more =
        mark.registrations.length > named.length
          ? zh
            ? `等 ${mark.registrations.length} 件`
            : ` and ${mark.registrations.length - named.length} more`
          : "";
      return {
        owner: mark.owner || null,
        details:
          named.length === 0 ? null : zh ? `商标注册号 ${named.join("、")}${more}` : `trademark registration ${named.join(", ")}${more}`,
      };
    }
    case "patent": {
      const patent = register.patents.find((one) => one.number === rightId);
      if (patent === undefined) return { owner: null, details: null };
      return { owner: patent.holder || null, details: `${patentKinds[patent.kind][language]} ${patent.number}` };
    }
    case "geographical-indication": {
      const indication = register.geographicalIndications.find((one) => one.id === rightId);
      if (indication === undefined) return { owner: null, details: null };
      const standard =
        indication.standard === undefined ? "" : zh ? `，产品标准 ${indication.standard}` : `, product standard ${indication.standard}`;
      return {
        owner: null,
        details: zh
          ? `地理标志产品，保护地域：${indication.region || "见公告"}${standard}`
          : `geographical indication, protected area: ${indication.region || "see the announcement"}${standard}`,
      };
    }
    case "special-sign": {
      const sign = register.specialSigns.find((one) => one.id === rightId);
      if (sign === undefined) return { owner: null, details: null };
      const regimes = {
        olympic: { zh: "奥林匹克标志", en: "Olympic symbol" },
        official: { zh: "官方标志", en: "official sign" },
        special: { zh: "特殊标志", en: "special sign" },
        quality: { zh: "质量标志", en: "quality mark" },
      } as const;
      return { owner: sign.holder || null, details: regimes[sign.regime][language] };
    }
  }
}

/** What the listings are suspected of, by kind. */
export const suspicionWords: Readonly<Record<InfringementKind, { readonly zh: string; readonly en: string }>> = {
  trademark: { zh: "侵犯注册商标专用权", en: "infringing a registered trademark" },
  patent: { zh: "假冒专利", en: "passing off a patent" },
  "geographical-indication": { zh: "违规使用地理标志", en: "misusing a geographical indication" },
  "special-sign": { zh: "违规使用特殊标志、官方标志或者奥林匹克标志", en: "misusing a special, official or Olympic sign" },
};
