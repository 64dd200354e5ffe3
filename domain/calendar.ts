/** Events that raise attention for a while. A window opens and closes by its dates; nobody has to remember to stand it down. */
import { z } from "zod";
import { categoryNameSchema } from "./category.ts";
import { chinaDay } from "./law.ts";
import { bilingualSchema } from "./words.ts";

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/u, "a date, as in 2026-01-30");

export const calendarEventSchema = z.strictObject({
  id: z.string().min(1),
  name: bilingualSchema,
  /** Ids of special signs whose misuse the event invites. */
  signs: z.array(z.string()).default([]),
  indications: z.array(z.string()).default([]),
  /** Categories to sample more; all when empty. */
  categories: z.array(categoryNameSchema).default([]),
  from: date,
  to: date,
  /** Days before and after the event in which the window is open. */
  before: z.number().int().nonnegative().max(400).default(0),
  after: z.number().int().nonnegative().max(400).default(0),
  /** Factor on how much is drawn. */
  sampling: z.number().min(1).max(10).default(1),
  /** Steps by which priority rises. */
  priority: z.number().int().min(0).max(2).default(0),
  /** Whether words without any protected term (为中国队加油) speak of it. */
  ambush: z.boolean().default(false),
  source: z.string(),
  verified: z.boolean(),
});
export type CalendarEvent = Readonly<z.infer<typeof calendarEventSchema>>;

/** Events whose window holds the calendar day in China. */
export function openEvents(events: readonly CalendarEvent[], at: Date): readonly CalendarEvent[] {
  const day = chinaDay(at);
  return events.filter((event) => moved(event.from, -event.before) <= day && day <= moved(event.to, event.after));
}

/** Factor on the sample of a category at this instant: the largest open one, so that overlapping events do not multiply. */
export function samplingFactor(events: readonly CalendarEvent[], category: CalendarEvent["categories"][number], at: Date): number {
  return Math.max(
    1,
    ...openEvents(events, at)
      .filter((event) => event.categories.length === 0 || event.categories.includes(category))
      .map((event) => event.sampling),
  );
}

/** Steps by which the priority of a lead on this right rises at this instant. */
export function priorityRise(events: readonly CalendarEvent[], rightId: string, at: Date): number {
  return Math.max(
    0,
    ...openEvents(events, at)
      .filter((event) => event.signs.includes(rightId) || event.indications.includes(rightId))
      .map((event) => event.priority),
  );
}

function moved(day: string, by: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10);
}
