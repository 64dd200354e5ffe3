/** The one loader of what to watch: categories, platforms, lexicon, starter register. */
import { join } from "node:path";
import { z } from "zod";
import { calendarEventSchema, type CalendarEvent } from "../domain/calendar.ts";
import { categoryNames, categorySchema, type Category } from "../domain/category.ts";
import { lawRuleSchema } from "../domain/law.ts";
import type { Lexicon } from "../domain/lexicon.ts";
import { protectedWordsSchema } from "../domain/lexicon/protected-words.ts";
import { ordinaryWordSchema, tradeWordsSchema } from "../domain/lexicon/trade-words.ts";
import { platformSchema, type Platform } from "../domain/platform.ts";
import { registerSchema, type Register, type Trademark } from "../domain/right.ts";
import { TiequanError } from "../domain/words.ts";
import { configRoot, readData, readFolder } from "./files.ts";

const regionTableSchema = z.strictObject({
  source: z.string(),
  regions: z.array(z.strictObject({ code: z.string().regex(/^\d{6}$/u), name: z.string().min(1) })),
  aliases: z.array(z.strictObject({ name: z.string().min(1), code: z.string().regex(/^\d{6}$/u) })).default([]),
});

export async function loadCategories(): Promise<readonly Category[]> {
  const { categories } = await readData(join(configRoot, "categories.yaml"), z.strictObject({ categories: z.array(categorySchema) }));
  const absent = categoryNames.filter((name) => !categories.some((category) => category.name === name));
  if (absent.length > 0)
    throw new TiequanError("bad-config", `config/categories.yaml lacks ${absent.join(", ")}.`, "Add them: every category has its entry.");
  return categories;
}

/** Files of `config/platforms` and of the folders given, each name once. */
export async function loadPlatforms(extraFolders: readonly string[] = []): Promise<ReadonlyMap<string, Platform>> {
  const platforms = new Map<string, Platform>();
  const fileOf = new Map<string, string>();
  for (const folder of [join(configRoot, "platforms"), ...extraFolders])
    for (const { file, value } of await readFolder(folder, platformSchema)) {
      const before = fileOf.get(value.name);
      if (before !== undefined)
        throw new TiequanError("bad-config", `Two platform files are named ${value.name}: ${before} and ${file}.`, "Rename one.");
      fileOf.set(value.name, file);
      platforms.set(value.name, value);
    }
  return platforms;
}

/** Events that raise sampling and priority for a while. */
export async function loadCalendar(): Promise<readonly CalendarEvent[]> {
  return (await readData(join(configRoot, "calendar.yaml"), z.strictObject({ events: z.array(calendarEventSchema) }))).events;
}

export async function loadLexicon(): Promise<Lexicon> {
  const [categories, laws, regions, trade, ordinary, protectedWords, starter, events] = await Promise.all([
    loadCategories(),
    readData(join(configRoot, "laws.yaml"), z.strictObject({ rules: z.array(lawRuleSchema) })),
    readData(join(configRoot, "regions.json"), regionTableSchema),
    readData(join(configRoot, "lexicon", "trade-words.yaml"), tradeWordsSchema),
    readData(join(configRoot, "lexicon", "ordinary-words.yaml"), z.strictObject({ ordinaryWords: z.array(ordinaryWordSchema) })),
    readData(join(configRoot, "lexicon", "protected-words.yaml"), protectedWordsSchema),
    loadStarterRegister(),
    loadCalendar(),
  ]);
  return {
    categories,
    laws,
    regions,
    trade: { ...trade, ...ordinary },
    protected: protectedWords,
    wellKnownMarks: wellKnown(starter),
    watched: starter,
    events,
  };
}

/** The rights shipped with the program: well-known marks, indications and signs, each fact with its source. */
export async function loadStarterRegister(): Promise<Register> {
  const parts = await readFolder(join(configRoot, "register"), registerSchema);
  const version =
    parts
      .map((part) => part.value.version)
      .toSorted()
      .at(-1) ?? "starter-empty";
  return {
    version: `starter-${version}`,
    trademarks: parts.flatMap((part) => part.value.trademarks),
    patents: parts.flatMap((part) => part.value.patents),
    geographicalIndications: parts.flatMap((part) => part.value.geographicalIndications),
    specialSigns: parts.flatMap((part) => part.value.specialSigns),
  };
}

/** Marks that are watched for look-alikes even where the register in use does not hold them. */
function wellKnown(starter: Register): readonly Trademark[] {
  return starter.trademarks.filter((mark) => mark.wellKnown);
}
