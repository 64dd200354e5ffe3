/** Captures: one page exactly as seen. Added, never changed (a trigger holds that). */
import type { Kysely, Selectable } from "kysely";
import type { Capture } from "../domain/capture.ts";
import type { ListingStore } from "../domain/ports.ts";
import { CaptureId } from "../domain/words.ts";
import { newId } from "./identity.ts";
import { json, storableText } from "./storable.ts";
import type { Tables } from "./tables.ts";

export function captureStore(db: Kysely<Tables>): Pick<ListingStore, "saveCapture" | "getCapture"> {
  return {
    async saveCapture(capture) {
      const row = await db
        .insertInto("captures")
        .values({
          id: CaptureId(newId(capture.at)),
          run_id: capture.runId,
          purpose: capture.purpose,
          platform: capture.platform,
          url_asked: storableText(capture.urlAsked),
          url_reached: storableText(capture.urlReached),
          status: capture.status,
          at: capture.at,
          body: capture.body,
          headers: capture.headers,
          screenshot: capture.screenshot,
          environment: json(capture.environment),
        })
        .returningAll()
        .executeTakeFirstOrThrow();
      return readCapture(row);
    },

    async getCapture(id) {
      const row = await db.selectFrom("captures").selectAll().where("id", "=", id).executeTakeFirst();
      return row === undefined ? null : readCapture(row);
    },
  };
}

export function readCapture(row: Selectable<Tables["captures"]>): Capture {
  return {
    id: row.id,
    runId: row.run_id,
    purpose: row.purpose,
    platform: row.platform,
    urlAsked: row.url_asked,
    urlReached: row.url_reached,
    status: row.status,
    at: row.at,
    body: row.body,
    headers: row.headers,
    screenshot: row.screenshot,
    environment: row.environment,
  };
}
