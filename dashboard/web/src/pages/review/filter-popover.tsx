import { Button, Input, InputNumber, Popover, Select } from "antd";
import { useTranslation } from "react-i18next";
import { leadShape } from "../../../../shapes.ts";
import { usePlatforms } from "../../api/settings.ts";
import { categories, kinds, useNames } from "../../parts/names.ts";
import { conditionsOf, readFilter, type ListFilter, type QueueFilter } from "./queue-filters.ts";

const states = leadShape.shape.state.options;
const priorities = leadShape.shape.priority.options;

interface FilterProps {
  readonly filter: QueueFilter;
  onFilter(filter: QueueFilter): void;
}

function FilterForm({ filter, onFilter }: FilterProps) {
  const { t } = useTranslation();
  const names = useNames();
  const platforms = usePlatforms().data ?? [];
  const several = (name: ListFilter, label: string, options: { value: string; label: string }[]) => (
    <label>
      <span>{label}</span>
      <Select
        mode="multiple"
        size="small"
        allowClear
        value={[...filter[name]]}
        options={options}
        placeholder={t("common.all")}
        maxTagCount="responsive"
        onChange={(value) => onFilter({ ...filter, [name]: value })}
      />
    </label>
  );
  return (
    <div className="filter-form">
      {several(
        "state",
        t("common.state"),
        states.map((state) => ({ value: state, label: t(`leadState.${state}`) })),
      )}
      {several(
        "kind",
        t("common.kind"),
        kinds.map((kind) => ({ value: kind, label: names.kind(kind) })),
      )}
      {several(
        "platform",
        t("common.platform"),
        platforms.map((platform) => ({ value: platform.name, label: names.platform(platform.name) })),
      )}
      {several(
        "category",
        t("common.category"),
        categories.map((category) => ({ value: category, label: names.category(category) })),
      )}
      {several(
        "priority",
        t("priority.label"),
        priorities.map((priority) => ({ value: priority, label: t(`priority.${priority}`) })),
      )}
      <label>
        <span>{t("review.minScore")}</span>
        <InputNumber
          size="small"
          min={0}
          max={100}
          step={5}
          suffix="%"
          value={filter.minProbability === "" ? null : Math.round(Number(filter.minProbability) * 100)}
          onChange={(value) => onFilter({ ...filter, minProbability: value === null ? "" : String(value / 100) })}
        />
      </label>
      <label>
        <span>{t("common.seller")}</span>
        <Input
          size="small"
          allowClear
          defaultValue={filter.seller}
          maxLength={200}
          onBlur={(event) => onFilter({ ...filter, seller: event.target.value.trim() })}
          onPressEnter={(event) => onFilter({ ...filter, seller: event.currentTarget.value.trim() })}
        />
      </label>
      <label>
        <span>{t("review.assignee")}</span>
        <Select
          size="small"
          allowClear
          value={filter.assignee === "" ? null : filter.assignee}
          placeholder={t("common.all")}
          options={[
            { value: "me", label: t("review.assignees.me") },
            { value: "nobody", label: t("review.assignees.nobody") },
          ]}
          onChange={(value: string | null | undefined) => onFilter({ ...filter, assignee: value ?? "" })}
        />
      </label>
      <label>
        <span>{t("review.order")}</span>
        <Select
          size="small"
          value={filter.order === "" ? "priority" : filter.order}
          options={(["priority", "newest", "oldest"] as const).map((order) => ({ value: order, label: t(`review.orders.${order}`) }))}
          onChange={(value) => onFilter({ ...filter, order: value === "priority" ? "" : value })}
        />
      </label>
      <Button size="small" onClick={() => onFilter(readFilter(new URLSearchParams()))}>
        {t("act.clear")}
      </Button>
    </div>
  );
}

export function FilterPopover(props: FilterProps) {
  const { t } = useTranslation();
  const conditions = conditionsOf(props.filter);
  return (
    <Popover trigger="click" placement="bottomRight" content={<FilterForm {...props} />}>
      <Button size="small" type={conditions > 0 ? "primary" : "default"} ghost={conditions > 0}>
        {conditions > 0 ? t("review.filtersOn", { count: conditions }) : t("review.filters")}
      </Button>
    </Popover>
  );
}
