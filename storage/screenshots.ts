/** The picture that shows an observation: the one taken when it was flagged, else its own capture's where a browser fetched it. */
import type { Kysely } from "kysely";
import type { Capture } from "../domain/capture.ts";
import type { ListingStore } from "../domain/ports.ts";
import type { ObservationId } from "../domain/words.ts";
import { readCapture } from "./captures.ts";
import type { Tables } from "./tables.ts";

export function screenshotStore(db: Kysely<Tables>): Pick<ListingStore, "screenshotOf" | "attachScreenshot"> {
  return {
    screenshotOf: (observation) => screenshotOf(db, observation),

    async attachScreenshot(observation, captureId, at) {
      await db
        .insertInto("observation_screenshots")
        .values({ observation_id: observation, capture_id: captureId, at })
        .onConflict((conflict) => conflict.column("observation_id").doNothing())
        .execute();
    },
  };
}

export async function screenshotOf(db: Kysely<Tables>, observation: ObservationId): Promise<Capture | null> {
  const taken = await db
    .selectFrom("observation_screenshots")
    .innerJoin("captures", "captures.id", "observation_screenshots.capture_id")
    .selectAll("captures")
    .where("observation_screenshots.observation_id", "=", observation)
    .executeTakeFirst();
  if (taken !== undefined) return readCapture(taken);
  const own = await db
    .selectFrom("observations")
    .innerJoin("captures", "captures.id", "observations.capture_id")
    .selectAll("captures")
    .where("observations.id", "=", observation)
    .where("captures.screenshot", "is not", null)
    .executeTakeFirst();
  return own === undefined ? null : readCapture(own);
}
