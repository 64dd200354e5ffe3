import "i18next";
import type { allWords } from "./all-words.ts";
import type { Spoken } from "./words.ts";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "words";
    resources: { words: Spoken<typeof allWords> };
  }
}
