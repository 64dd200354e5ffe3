/** Turns what was read from a capture into rows: a listing, an observation when its content is new, and its place in the run's sample. */
import { sql, type Kysely, type Selectable, type Transaction } from "kysely";
import type { Listing } from "../domain/listing.ts";
import type { ListingStore, PictureRecord } from "../domain/ports.ts";
import type { SampledListing } from "../domain/sample.ts";
import { ListingId, ObservationId } from "../domain/words.ts";
import { newId } from "./identity.ts";
import { canonical, json, searchText, sha256Hex, storableOrNull, storableText } from "./storable.ts";
import type { Tables } from "./tables.ts";

type Observed = Parameters<ListingStore["observe"]>[0];
type Change = SampledListing["change"];
type Observation = Selectable<Tables["observations"]>;
type Sample = NonNullable<Observed["sample"]>;

export function observer(db: Kysely<Tables>): Pick<ListingStore, "observe"> {
  return {
    observe: (seen) =>
      db.transaction().execute(async (tx) => {
        const isNew = await lockListing(tx, seen);
        const last = await lastObservation(tx, ListingId(seen.listing.id));
        const isSame = last !== null && last.content_hash === contentHash(seen.listing) && !hasNewPicture(last.pictures, seen.pictures);
        const observation = isSame ? last : await addObservation(tx, seen);
        await describe(tx, seen, observation, isSame);
        const change: Change = isNew ? "new" : isSame ? "unchanged" : "changed";
        if (seen.sample === null) return { observationId: observation.id, change };
        return putInSample(tx, seen, seen.sample, observation, change);
      }),
  };
}

/** What the seller offers; not when we looked. */
export function contentHash(listing: Listing): string {
  const { capturedAt: _when, ...content } = listing;
  return sha256Hex(canonical(content));
}

/** A picture swapped behind the same address is a change; one that could not be fetched this time is not. */
export function hasNewPicture(before: readonly PictureRecord[], now: readonly PictureRecord[]): boolean {
  const known = new Set(before.map((picture) => picture.sha256));
  return now.some((picture) => picture.sha256 !== null && !known.has(picture.sha256));
}

/** Locks the listing's row, so that two captures of one listing are told apart from one another in order. True when it is new. */
async function lockListing(tx: Transaction<Tables>, { listing, at }: Observed): Promise<boolean> {
  const made = await tx
    .insertInto("listings")
    .values({
      id: ListingId(storableText(listing.id)),
      platform: listing.platform,
      url: storableText(listing.url),
      category: listing.category ?? null,
      title: "",
      seller_name: null,
      price_amount: null,
      price_currency: null,
      first_seen_at: at,
      last_seen_at: at,
      search_text: "",
    })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .returning("id")
    .executeTakeFirst();
  if (made !== undefined) return true;
  await tx
    .selectFrom("listings")
    .select("id")
    .where("id", "=", ListingId(storableText(listing.id)))
    .forUpdate()
    .execute();
  return false;
}

async function lastObservation(tx: Transaction<Tables>, id: ListingId): Promise<Observation | null> {
  const row = await tx
    .selectFrom("observations")
    .innerJoin("listings", "listings.observation_id", "observations.id")
    .selectAll("observations")
    .where("listings.id", "=", ListingId(storableText(id)))
    .executeTakeFirst();
  return row ?? null;
}

function addObservation(tx: Transaction<Tables>, { listing, captureId, provenance, pictures, at }: Observed): Promise<Observation> {
  return tx
    .insertInto("observations")
    .values({
      id: ObservationId(newId(at)),
      listing_id: ListingId(storableText(listing.id)),
      capture_id: captureId,
      at,
      content_hash: contentHash(listing),
      listing: json(listing),
      provenance: json(provenance),
      pictures: json(pictures),
      title: storableText(listing.title),
      seller_name: storableOrNull(listing.seller?.name),
      price_amount: storableOrNull(listing.price?.amount),
      price_currency: storableOrNull(listing.price?.currency),
      picture: pictures.find((picture) => picture.sha256 !== null)?.sha256 ?? null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

async function describe(tx: Transaction<Tables>, { listing, at }: Observed, observation: Observation, isSame: boolean): Promise<void> {
  const lastSeen = sql<Date>`greatest(last_seen_at, ${at})`;
  await tx
    .updateTable("listings")
    .set(
      isSame
        ? { last_seen_at: lastSeen }
        : {
            last_seen_at: lastSeen,
            observation_id: observation.id,
            url: storableText(listing.url),
            category: listing.category ?? null,
            title: observation.title,
            seller_name: observation.seller_name,
            price_amount: observation.price_amount,
            price_currency: observation.price_currency,
            search_text: searchText(listing.title, listing.seller?.name),
          },
    )
    .where("id", "=", observation.listing_id)
    .execute();
}

/** One row a page of a run. A page seen a second time keeps what it was first counted as. */
async function putInSample(
  tx: Transaction<Tables>,
  { listing, at }: Observed,
  sample: Sample,
  observation: Observation,
  change: Change,
): Promise<SampledListing> {
  const screened = await screenedAlready(tx, observation);
  const row = await tx
    .insertInto("samples")
    .values({
      run_id: sample.runId,
      page_id: sample.pageId,
      listing_id: observation.listing_id,
      observation_id: observation.id,
      stratum: sample.stratum,
      category: sql<string>`coalesce((select plan -> 'strata' -> ${sample.stratum}::int ->> 'category' from runs where id = ${sample.runId}), ${listing.category ?? null})`,
      platform: listing.platform,
      inclusion_probability: sample.inclusionProbability,
      change,
      at,
      ...screened,
    })
    .onConflict((conflict) =>
      conflict
        .columns(["run_id", "page_id"])
        .doUpdateSet({ listing_id: observation.listing_id, observation_id: observation.id, ...screened }),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
  return {
    runId: row.run_id,
    listingId: row.listing_id,
    observationId: row.observation_id,
    stratum: row.stratum,
    inclusionProbability: row.inclusion_probability,
    change: row.change,
  };
}

/** What the last screening said, unless the register has changed since: then this run screens it again. */
async function screenedAlready(tx: Transaction<Tables>, observation: Observation) {
  const register = await tx.selectFrom("registers").select("version").where("current", "=", true).executeTakeFirst();
  const holds = observation.screened_version !== null && (register === undefined || register.version === observation.screened_version);
  return {
    screened_version: holds ? observation.screened_version : null,
    flagged: holds && observation.flagged,
    flagged_kinds: holds ? observation.flagged_kinds : [],
  };
}
