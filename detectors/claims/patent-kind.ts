/** Which kind of patent the text states for a number: in brackets after it, nearest before it, or the only one the listing names. */
import { reasonAt } from "./fields.ts";
import type { NumberContext } from "./patent-number-verdict.ts";
import type { NumberClaim } from "./patent-numbers.ts";
import type { KindStatement } from "./patent-wording.ts";

export function kindStatedFor(
  claim: NumberClaim,
  claims: readonly NumberClaim[],
  kinds: readonly KindStatement[],
): NumberContext["statedKind"] {
  const statement = bracketed(claim, kinds) ?? before(claim, claims, kinds) ?? elsewhere(claim, claims, kinds);
  if (statement === undefined) return null;
  const sentence = { zh: "此处陈述的专利种类。", en: "The kind of patent as stated here." };
  return { kind: statement.kind, reason: reasonAt("stated-kind", sentence, statement.field, statement.start, statement.end) };
}

const near = (claim: NumberClaim, kinds: readonly KindStatement[]) => kinds.filter((each) => each.field === claim.field);

function bracketed(claim: NumberClaim, kinds: readonly KindStatement[]): KindStatement | undefined {
  const text = claim.field.folded;
  return near(claim, kinds).find(
    (each) =>
      each.start >= claim.end &&
      each.start - claim.end <= 4 &&
      /^\s?[(（[【,，]?\s?(?:an?\s)?$/u.test(text.slice(claim.end, each.start)) &&
      /[(（[【]/u.test(text.slice(claim.end, each.start)),
  );
}

function before(claim: NumberClaim, claims: readonly NumberClaim[], kinds: readonly KindStatement[]): KindStatement | undefined {
  const text = claim.field.folded;
  return near(claim, kinds)
    .filter((each) => each.end <= claim.start && claim.start - each.end <= 26)
    .filter((each) => !/[。;；\n]/u.test(text.slice(each.end, claim.start)))
    .filter(
      (each) =>
        !claims.some((other) => other !== claim && other.field === claim.field && other.start >= each.end && other.end <= claim.start),
    )
    .filter(
      (each) =>
        !claims.some(
          (other) =>
            other !== claim &&
            other.field === claim.field &&
            other.end <= each.start &&
            each.start - other.end <= 2 &&
            /^\s?[(（]/u.test(text.slice(other.end, each.start)),
        ),
    )
    .at(-1);
}

/** A kind stated anywhere speaks for a number only when it is the only kind stated and no number shown is of that kind. */
function elsewhere(claim: NumberClaim, claims: readonly NumberClaim[], kinds: readonly KindStatement[]): KindStatement | undefined {
  const [first] = kinds;
  if (first === undefined || kinds.some((each) => each.kind !== first.kind)) return undefined;
  const fits = claims.some((each) => each.reading.kind === "chinese" && each.reading.parsed.ok && each.reading.parsed.kind === first.kind);
  if (fits && !(claim.reading.kind === "chinese" && claim.reading.parsed.ok && claim.reading.parsed.kind === first.kind)) return undefined;
  return first;
}
