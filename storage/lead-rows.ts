/** How a lead is read back: its own row, and the row of the review queue with what the listing shows. */
import { sql, type Kysely, type Selectable } from "kysely";
import type { Clock } from "../domain/clock.ts";
import type { Lead } from "../domain/lead.ts";
import type { LeadRow } from "../domain/ports.ts";
import type { Sha256, UserId } from "../domain/words.ts";
import { readPrice } from "./listings.ts";
import type { Tables } from "./tables.ts";

type StoredLead = Selectable<Tables["leads"]>;

export interface JoinedLead extends StoredLead {
  readonly title: string;
  readonly url: string;
  readonly price_amount: string | null;
  readonly price_currency: string | null;
  readonly shown_seller: string | null;
  readonly picture: Sha256 | null;
}

export function readLead(row: StoredLead): Lead {
  return {
    id: row.id,
    listingId: row.listing_id,
    observationId: row.observation_id,
    platform: row.platform,
    category: row.category,
    kind: row.kind,
    rightId: row.right_id,
    rightName: row.right_name,
    state: row.state,
    probability: row.probability,
    priority: row.priority,
    reasonCode: row.reason_code,
    assignee: row.assignee,
    snoozedUntil: row.snoozed_until,
    firstFoundAt: row.first_found_at,
    lastFoundAt: row.last_found_at,
    version: row.version,
  };
}

export function readLeadRow(row: JoinedLead, clock: Clock): LeadRow {
  return {
    ...readLead(row),
    title: row.title,
    url: row.url,
    price: readPrice(row),
    sellerName: row.shown_seller,
    picture: row.picture,
    heldBy: heldBy(row, clock.now()),
  };
}

/** Who holds the lead now; a lease that has run out holds nothing. */
function heldBy(row: Pick<StoredLead, "leased_by" | "leased_until">, now: Date): UserId | null {
  return row.leased_until !== null && row.leased_until > now ? row.leased_by : null;
}

/** Leads with the title, price, seller and first picture of the observation they rest on. */
export function joinedLeads(db: Kysely<Tables>) {
  return db
    .selectFrom("leads")
    .innerJoin("observations", "observations.id", "leads.observation_id")
    .innerJoin("listings", "listings.id", "leads.listing_id")
    .selectAll("leads")
    .select([
      "observations.title",
      "listings.url",
      "observations.price_amount",
      "observations.price_currency",
      "observations.picture",
      sql<string | null>`observations.seller_name`.as("shown_seller"),
    ]);
}
