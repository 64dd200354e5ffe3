/** What every file in this folder is: a set of routes over the house. */
import type { FastifyInstance, FastifyBaseLogger, RawReplyDefaultExpression, RawRequestDefaultExpression, RawServerDefault } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import type { House } from "../house.ts";

export type Server = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;
export type Routes = (app: Server, house: House) => void;

/** Paging of every list: at most 200 rows a call, then the cursor. */
export const paging = { limit: z.coerce.number().int().min(1).max(200).default(50), after: z.string().max(500).optional() };

/** A filter that may be given once or several times, or separated by commas. */
export const several = <T extends z.ZodType>(item: T) =>
  z.preprocess(
    (given) => (given === undefined ? undefined : [given].flat().flatMap((part) => (typeof part === "string" ? part.split(",") : [part]))),
    z.array(item).max(50).optional(),
  );

export const idParams = z.object({ id: z.string().min(1).max(400) });

/** Leaves out what is undefined, so that optional filters stay absent. */
export function given<T extends Record<string, unknown>>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
