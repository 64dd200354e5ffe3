import { z } from "zod";
import { categoryNameSchema } from "../../../domain/category.ts";
import { ListingId } from "../../../domain/words.ts";
import { listingDetailShape, listingPageShape } from "../../shapes.ts";
import { permit } from "../auth/sessions.ts";
import { orMissing } from "../problems.ts";
import { leadRowView } from "../views/leads.ts";
import { listingView } from "../views/listings.ts";
import { namesOf } from "../views/people.ts";
import { given, idParams, paging, type Routes } from "./route.ts";

export const listingRoutes: Routes = (app, { storage }) => {
  const filters = z.object({
    platform: z.string().max(100).optional(),
    category: categoryNameSchema.optional(),
    text: z.string().max(200).optional(),
    ...paging,
  });

  app.get(
    "/listings",
    { preHandler: permit("leads.read"), schema: { querystring: filters, response: { 200: listingPageShape } } },
    async (request) => {
      const { limit, ...rest } = request.query;
      const page = await storage.listings.list({ ...given(rest), limit });
      return { rows: page.rows.map((row) => ({ ...row, lastSeenAt: row.lastSeenAt.toISOString() })), next: page.next };
    },
  );

  app.get(
    "/listings/:id",
    { preHandler: permit("leads.read"), schema: { params: idParams, response: { 200: listingDetailShape } } },
    async (request) => {
      const id = ListingId(request.params.id);
      const record = orMissing(await storage.listings.get(id));
      const [observations, leads, names] = await Promise.all([
        storage.listings.observations(id),
        storage.leads.list({ listingId: id, limit: 200 }),
        namesOf(storage.accounts),
      ]);
      return {
        ...listingView(record),
        observations: observations.map((seen) => ({ ...seen, at: seen.at.toISOString() })),
        leads: leads.rows.map((row) => leadRowView(row, names)),
      };
    },
  );
};
