/** Listings as they are looked at: one with its observations, and the list. */
import { sql, type Kysely, type Selectable } from "kysely";
import { z } from "zod";
import type { Capture } from "../domain/capture.ts";
import type { ListingRecord, ListingStore } from "../domain/ports.ts";
import { captureStore, readCapture } from "./captures.ts";
import { boundedLimit, instantKey, pageOf, readCursor, writeCursor } from "./cursor.ts";
import { observer } from "./observe.ts";
import { screeningStore } from "./screening.ts";
import { screenshotOf, screenshotStore } from "./screenshots.ts";
import type { Tables } from "./tables.ts";
import { containsWords } from "./words.ts";

export function listingStore(db: Kysely<Tables>): ListingStore {
  return {
    ...captureStore(db),
    ...observer(db),
    ...screeningStore(db),
    ...screenshotStore(db),

    async get(id) {
      const listing = await db.selectFrom("listings").selectAll().where("id", "=", id).executeTakeFirst();
      if (listing === undefined || listing.observation_id === null) return null;
      const observation = await db
        .selectFrom("observations")
        .selectAll()
        .where("id", "=", listing.observation_id)
        .executeTakeFirstOrThrow();
      const capture = await db.selectFrom("captures").selectAll().where("id", "=", observation.capture_id).executeTakeFirstOrThrow();
      return readListing(listing, observation, capture, await screenshotOf(db, observation.id));
    },

    async getObservation(id) {
      const row = await db.selectFrom("observations").selectAll().where("id", "=", id).executeTakeFirst();
      if (row === undefined) return null;
      return {
        id: row.id,
        listingId: row.listing_id,
        captureId: row.capture_id,
        at: row.at,
        listing: row.listing,
        provenance: row.provenance,
      };
    },

    async observations(id) {
      const rows = await db
        .selectFrom("observations")
        .select(["id", "at", "capture_id", "title"])
        .where("listing_id", "=", id)
        .orderBy("at", "desc")
        .orderBy("id", "desc")
        .execute();
      return rows.map((row) => ({ id: row.id, at: row.at, captureId: row.capture_id, title: row.title }));
    },

    async list({ platform, category, text, limit, after }) {
      const most = boundedLimit(limit);
      let query = db
        .selectFrom("listings")
        .selectAll()
        .where("observation_id", "is not", null)
        .orderBy("last_seen_at", "desc")
        .orderBy("id", "desc")
        .limit(most + 1);
      if (platform !== undefined) query = query.where("platform", "=", platform);
      if (category !== undefined) query = query.where("category", "=", category);
      if (text !== undefined && text.trim() !== "") query = query.where(containsWords(text));
      if (after !== undefined) {
        const [at, id] = readCursor("listings", after, z.tuple([instantKey, z.string()]));
        query = query.where(sql<boolean>`(last_seen_at, id) < (${at}, ${id})`);
      }
      return pageOf(
        await query.execute(),
        most,
        (row) => writeCursor("listings", [row.last_seen_at.toISOString(), row.id]),
        (row) => ({
          id: row.id,
          platform: row.platform,
          title: row.title,
          category: row.category,
          price: readPrice(row),
          seller: row.seller_name,
          lastSeenAt: row.last_seen_at,
          flagged: row.flagged,
        }),
      );
    },
  };
}

function readListing(
  listing: Selectable<Tables["listings"]>,
  observation: Selectable<Tables["observations"]>,
  capture: Selectable<Tables["captures"]>,
  screenshot: Capture | null,
): ListingRecord {
  return {
    id: listing.id,
    platform: listing.platform,
    url: listing.url,
    firstSeenAt: listing.first_seen_at,
    lastSeenAt: listing.last_seen_at,
    observationId: observation.id,
    listing: observation.listing,
    provenance: observation.provenance,
    pictures: observation.pictures,
    capture: readCapture(capture),
    screenshot,
  };
}

export function readPrice(row: {
  price_amount: string | null;
  price_currency: string | null;
}): { amount: string; currency: string | null } | null {
  return row.price_amount === null ? null : { amount: row.price_amount, currency: row.price_currency };
}
