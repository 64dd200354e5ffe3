/** Names of platforms, categories and kinds in the language of the page; an unknown one is shown as it came. */
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { categoryShape, leadShape } from "../../../shapes.ts";
import { usePlatforms } from "../api/settings.ts";
import { useSay } from "../i18n/say.ts";

const kinds = leadShape.shape.kind.options;
const categories = categoryShape.shape.name.options;
export { categories, kinds };

const one = <Name extends string>(names: readonly Name[], name: string): Name | undefined => names.find((known) => known === name);

export interface Names {
  platform(name: string): string;
  category(name: string | null): string;
  kind(name: string): string;
}

export function useNames(): Names {
  const { t } = useTranslation();
  const say = useSay();
  const platforms = usePlatforms().data;
  return useMemo(
    () => ({
      platform: (name) => {
        const platform = platforms?.find((known) => known.name === name);
        return platform === undefined ? name : say(platform.title);
      },
      category: (name) => {
        if (name === null || name === "") return t("common.noCategory");
        const known = one(categories, name);
        return known === undefined ? name : t(`category.${known}`);
      },
      kind: (name) => {
        const known = one(kinds, name);
        return known === undefined ? name : t(`kind.${known}`);
      },
    }),
    // `say` changes with the language, as `t` does.
    [t, platforms],
  );
}
