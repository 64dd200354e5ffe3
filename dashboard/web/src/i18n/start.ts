import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { remember, remembered } from "../theme/remembered.ts";
import { allWords } from "./all-words.ts";
import { speak } from "./words.ts";

const languages = ["zh-CN", "en"] as const;
export type Language = (typeof languages)[number];

/** Chinese unless this browser chose English before. */
export async function startLanguages(): Promise<void> {
  const language: Language = remembered("language") === "en" ? "en" : "zh-CN";
  i18next.on("languageChanged", (now) => {
    document.documentElement.lang = now;
    remember("language", now);
  });
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    supportedLngs: [...languages],
    defaultNS: "words",
    ns: ["words"],
    resources: { "zh-CN": { words: speak(allWords, 0) }, en: { words: speak(allWords, 1) } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
}
