import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { count } from "../text/money.ts";

interface MoreRowsProps {
  readonly query: { readonly hasNextPage: boolean; readonly isFetchingNextPage: boolean; fetchNextPage(): Promise<unknown> };
  readonly shown: number;
}

/** The foot of a list: how many are shown, whether there are more, and the way to them. Nothing is cut off in silence. */
export function MoreRows({ query, shown }: MoreRowsProps) {
  const { t } = useTranslation();
  return (
    <div className="more-rows faint" role="status">
      {t(query.hasNextPage ? "common.shownOf" : "common.shownAll", { shown: count(shown) })}
      {query.hasNextPage && (
        <Button size="small" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t("act.more")}
        </Button>
      )}
    </div>
  );
}
