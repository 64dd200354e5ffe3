/** What the seller claims to be, and what the register knows of it. */
import type { Trademark } from "../../domain/right.ts";
import { key } from "./marks.ts";
import type { NamedMark, Reading } from "./reading.ts";
import { signal, type Signal } from "./signal.ts";
import { hitsBetween, overlaps, type WordHit } from "./vocabulary.ts";

/** Characters between a claim and the name it is about. */
const nearby = 14;

export function sellerSignals(mark: Trademark, mentions: readonly NamedMark[], reading: Reading): Signal[] {
  const { seller } = reading.listing;
  const name = key(seller?.name ?? "");
  const listed = [...mark.sellers.flagship, ...mark.sellers.authorised];
  if (listed.some((known) => (name !== "" && key(known) === name) || (seller?.id !== undefined && known === seller.id)))
    return [
      signal("clear-seller-listed", 1, {
        zh: `卖家“${seller?.name ?? ""}”在登记册所列的旗舰店或授权销售者之内`,
        en: `The register lists the seller "${seller?.name ?? ""}" as flagship or authorised`,
      }),
    ];
  const owner = key(mark.owner);
  if (owner.length >= 4 && name.includes(owner))
    return [signal("clear-seller-owner", 1, { zh: "卖家名称与权利人名称一致", en: "The seller bears the owner's name" })];
  const sellerType = seller?.type;
  if (listed.length === 0) {
    if (sellerType === "flagship" || sellerType === "authorised")
      return [
        signal("clear-seller-type", 1, {
          zh: "平台标示为旗舰店或授权店，登记册未录有该权利人的授权名单，无从核对",
          en: "The platform shows it as flagship or authorised; the register holds no list to check it against",
        }),
      ];
    // A register without a list disproves nothing: such a claim is a question for the analyst, below the flagging line.
    const claim = mentions.some((mention) => mention.unlisted) ? null : claimOf(mentions, reading);
    return claim === null ? [] : [{ ...claim, value: claim.value / 2 }];
  }
  const claim = claimOf(mentions, reading);
  if (claim !== null) return [claim];
  if (sellerType !== "flagship" && sellerType !== "authorised") return [];
  return [
    signal("authority-unlisted", 0.8, {
      zh: "店铺类型标示为旗舰或授权，但不在登记册的授权名单内",
      en: "The shop is shown as flagship or authorised, but is not on the register's list",
    }),
  ];
}

function claimOf(mentions: readonly NamedMark[], reading: Reading): Signal | null {
  const sentence = {
    zh: "自称官方或授权，但登记册的授权名单内没有该卖家，应要求其出示授权文件",
    en: "Claims to be official or authorised, but the register's list does not hold the seller: ask for the authorisation",
  };
  const claims = (field: string) => {
    const hits = reading.hits(field);
    return hits.filter(
      (hit) =>
        (hit.role.list === "authority-shop" || hit.role.list === "authority-licence") &&
        !hitsBetween(hits, ...hit.span).some((other) => other.role.list === "authority-except" && overlaps(other.span, hit.span)),
    );
  };
  const made = (field: string, hit: WordHit, value: number) =>
    signal("authority-unlisted", value, sentence, { field, span: hit.span, matched: hit.matched });
  const [inName] = claims("seller.name");
  if (inName !== undefined) {
    // The flagship shop of one brand may sell or mention another: only its own name makes the claim about this mark.
    if (mentions.some((mention) => mention.field === "seller.name")) return made("seller.name", inName, 1);
    if (inName.role.list === "authority-licence" && inName.matched.length > 3) return made("seller.name", inName, 0.8);
  }
  for (const mention of mentions) {
    if (mention.field !== "title" && mention.field !== "description") continue;
    const near = claims(mention.field).find((hit) => gap(hit.span, mention.match.span) <= nearby);
    if (near !== undefined) return made(mention.field, near, mention.field === "title" ? 0.95 : 0.8);
  }
  const [inTitle] = claims("title");
  if (inTitle !== undefined && mentions.some((mention) => mention.field === "title")) return made("title", inTitle, 0.9);
  // "本店为官方授权经销商" beside one named maker is said of that maker.
  const [inDescription] = claims("description");
  const makers = new Set(reading.mentions.filter((mention) => mention.field === "title").map((mention) => mention.mark.id));
  return inDescription !== undefined && makers.size === 1 ? made("description", inDescription, 0.8) : null;
}

const gap = (a: readonly [number, number], b: readonly [number, number]) => Math.max(0, a[0] - b[1], b[0] - a[1]);
