import { adminWords } from "./admin-words.ts";
import { commonWords } from "./common-words.ts";
import { doorWords } from "./door-words.ts";
import { evidenceWords } from "./evidence-words.ts";
import { noticesWords } from "./notices-words.ts";
import { overviewWords } from "./overview-words.ts";
import { reasonWords } from "./reason-words.ts";
import { reviewWords } from "./review-words.ts";
import { runsWords } from "./runs-words.ts";
import { settingsWords } from "./settings-words.ts";

/** Every word of the pages, by area. */
export const allWords = {
  ...commonWords,
  ...doorWords,
  ...overviewWords,
  ...runsWords,
  ...evidenceWords,
  ...reasonWords,
  ...reviewWords,
  ...noticesWords,
  ...settingsWords,
  ...adminWords,
} as const;
