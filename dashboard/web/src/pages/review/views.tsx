import { Button, Input, Popover } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useLeadCounts } from "../../api/leads.ts";
import { CrossIcon, PlusIcon } from "../../parts/icons.tsx";
import { count } from "../../text/money.ts";
import { builtInViews, sameFilter, writeFilter, type QueueFilter } from "./queue-filters.ts";
import { useSavedViews } from "./saved-views.ts";

/** Named filters as tabs; a person's own stand behind those of the house. */
export function Views({ filter }: { readonly filter: QueueFilter }) {
  const { t } = useTranslation();
  const counts = useLeadCounts().data?.byState;
  const { views, save, drop } = useSavedViews();
  const [name, setName] = useState("");
  const [open, setOpen] = useState(false);
  const here = writeFilter(filter);
  const numbers: Readonly<Partial<Record<string, number>>> =
    counts === undefined
      ? {}
      : {
          todo: (counts["new"] ?? 0) + (counts["reviewing"] ?? 0),
          second: counts["second-review"] ?? 0,
          snoozed: counts["snoozed"] ?? 0,
          confirmed: counts["confirmed"] ?? 0,
        };
  const isHere = (search: string) => sameFilter(here, new URLSearchParams(search));
  const known = builtInViews.some((view) => isHere(view.search)) || views.some((view) => isHere(view.search));
  const keep = () => {
    if (name.trim() === "") return;
    save({ name: name.trim(), search: here.toString() });
    setName("");
    setOpen(false);
  };
  return (
    <nav className="views" aria-label={t("review.views")}>
      <ul>
        {builtInViews.map((view) => (
          <li key={view.name}>
            <Link to={`/review?${view.search}`} aria-current={isHere(view.search) ? "page" : undefined}>
              {t(`review.view.${view.name}`)}
              {numbers[view.name] !== undefined && <span className="view-count tabular">{count(numbers[view.name] ?? 0)}</span>}
            </Link>
          </li>
        ))}
        {views.map((view) => (
          <li key={`own-${view.name}`} className="own-view">
            <Link to={`/review?${view.search}`} aria-current={isHere(view.search) ? "page" : undefined}>
              {view.name}
            </Link>
            <button
              type="button"
              className="own-view-drop"
              aria-label={t("review.dropView", { name: view.name })}
              onClick={() => drop(view.name)}
            >
              <CrossIcon size={10} />
            </button>
          </li>
        ))}
        {!known && (
          <li>
            <Popover
              trigger="click"
              open={open}
              onOpenChange={setOpen}
              title={t("review.saveView")}
              content={
                <div className="row">
                  <Input
                    size="small"
                    maxLength={40}
                    value={name}
                    placeholder={t("review.viewName")}
                    aria-label={t("review.viewName")}
                    autoFocus
                    onChange={(event) => setName(event.target.value)}
                    onPressEnter={keep}
                  />
                  <Button size="small" type="primary" onClick={keep}>
                    {t("act.save")}
                  </Button>
                </div>
              }
            >
              <Button
                size="small"
                type="text"
                icon={<PlusIcon size={12} />}
                aria-label={t("review.saveView")}
                title={t("review.saveView")}
              />
            </Popover>
          </li>
        )}
      </ul>
    </nav>
  );
}
