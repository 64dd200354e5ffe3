import { useTranslation } from "react-i18next";

export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** Picks the language of the page out of a sentence that the server wrote twice. */
export function useSay(): (sentence: Bilingual) => string {
  const { i18n } = useTranslation();
  const english = i18n.language === "en";
  return (sentence) => (english ? sentence.en : sentence.zh);
}
