/** Rights of the current register as the review page shows them beside a suspicion. */
import type { RegisterStore } from "../../../domain/ports.ts";
import type { Register } from "../../../domain/right.ts";
import type { LeadDetailView, RegisterView } from "../../shapes.ts";

type RightCard = NonNullable<LeadDetailView["right"]>;

/** Looks rights up by id; the index is rebuilt when another register version becomes current. */
export function rightCards(store: RegisterStore): { find(id: string): Promise<RightCard | null>; rows(): Promise<RegisterView["rights"]> } {
  let built: { version: string; cards: ReadonlyMap<string, RightCard>; rows: RegisterView["rights"] } | null = null;
  async function current() {
    const version = (await store.versions()).find((entry) => entry.current)?.version ?? null;
    if (version === null) return null;
    if (built?.version === version) return built;
    const loaded = await store.current();
    if (loaded === null) return null;
    built = { version: loaded.version, cards: cardsOf(loaded.register), rows: rowsOf(loaded.register) };
    return built;
  }
  return {
    find: async (id) => (await current())?.cards.get(id) ?? null,
    rows: async () => (await current())?.rows ?? [],
  };
}

function cardsOf(register: Register): ReadonlyMap<string, RightCard> {
  const cards: RightCard[] = [
    ...register.trademarks.map((mark) => ({
      id: mark.id,
      name: mark.name,
      owner: mark.owner,
      referencePrice: mark.referencePrices.map((price) => `${price.item} ${price.min}–${price.max} ${price.currency}`).join("; ") || null,
      details: details([
        [{ zh: "注册号", en: "Registration" }, mark.registrations.map((entry) => entry.number).join("、")],
        [
          { zh: "类别", en: "Nice classes" },
          [...new Set([...mark.classes, ...mark.registrations.flatMap((entry) => entry.classes)])].join("、"),
        ],
        [{ zh: "其他名称", en: "Other names" }, [...mark.aliases, ...mark.nicknames].join("、")],
        [{ zh: "授权卖家", en: "Authorised sellers" }, [...mark.sellers.flagship, ...mark.sellers.authorised].join("、")],
      ]),
    })),
    ...register.patents.map((patent) => ({
      id: patent.number,
      name: patent.title === "" ? patent.number : patent.title,
      owner: patent.holder,
      referencePrice: null,
      details: details([
        [{ zh: "专利号", en: "Number" }, patent.number],
        [{ zh: "法律状态", en: "Status" }, `${patent.status}${patent.statusDate === undefined ? "" : ` (${patent.statusDate})`}`],
      ]),
    })),
    ...register.geographicalIndications.map((indication) => ({
      id: indication.id,
      name: indication.name,
      owner: "",
      referencePrice: null,
      details: details([
        [{ zh: "产品", en: "Product" }, indication.product],
        [{ zh: "保护地域", en: "Region" }, indication.region],
        [{ zh: "标准", en: "Standard" }, indication.standard ?? ""],
      ]),
    })),
    ...register.specialSigns.map((sign) => ({
      id: sign.id,
      name: sign.name,
      owner: sign.holder,
      referencePrice: null,
      details: details([
        [{ zh: "类型", en: "Regime" }, sign.regime],
        [{ zh: "有效期", en: "Valid" }, [sign.validFrom, sign.validTo].filter((date) => date !== undefined).join(" – ")],
        [{ zh: "被许可人", en: "Licensees" }, sign.licensees.join("、")],
      ]),
    })),
  ];
  return new Map(cards.map((card) => [card.id, card]));
}

function details(rows: readonly (readonly [{ zh: string; en: string }, string])[]): RightCard["details"] {
  return rows.filter(([, value]) => value !== "").map(([label, value]) => ({ label, value }));
}

function rowsOf(register: Register): RegisterView["rights"] {
  return [
    ...register.trademarks.map((mark) => ({
      id: mark.id,
      kind: "trademark" as const,
      name: mark.name,
      owner: mark.owner,
      detail: mark.aliases.join("、"),
    })),
    ...register.patents.map((patent) => ({
      id: patent.number,
      kind: "patent" as const,
      name: patent.title,
      owner: patent.holder,
      detail: `${patent.number} ${patent.status}`,
    })),
    ...register.geographicalIndications.map((indication) => ({
      id: indication.id,
      kind: "geographical-indication" as const,
      name: indication.name,
      owner: "",
      detail: indication.region,
    })),
    ...register.specialSigns.map((sign) => ({
      id: sign.id,
      kind: "special-sign" as const,
      name: sign.name,
      owner: sign.holder,
      detail: sign.regime,
    })),
  ];
}
