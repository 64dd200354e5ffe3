/** Platforms × categories, how many from each, and the seed: the plan of a run or of a schedule. */
import { Alert, Button, Checkbox, Input, InputNumber, Select, Table } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { RunView } from "../../../../shapes.ts";
import { useCategories, usePlatforms } from "../../api/settings.ts";
import { Fault } from "../../parts/faults.tsx";
import { CrossIcon } from "../../parts/icons.tsx";
import { categories as categoryNames, useNames } from "../../parts/names.ts";
import { count } from "../../text/money.ts";

type Plan = RunView["plan"];
type Stratum = Plan["strata"][number];

const mostStrata = 1000;
const mostFromOne = 100_000;

export function emptyPlan(now: Date): Plan {
  return { strata: [], seed: now.toISOString().slice(0, 10) };
}

/** Strata for every chosen pair; a pair that already stands keeps its own number and words. */
function cross(
  platforms: readonly string[],
  categories: readonly Stratum["category"][],
  take: number,
  before: readonly Stratum[],
): Stratum[] {
  return platforms.flatMap((platform) =>
    categories.map(
      (category) =>
        before.find((stratum) => stratum.platform === platform && stratum.category === category) ?? {
          platform,
          category,
          take,
          queries: [],
        },
    ),
  );
}

export function planFault(plan: Plan): "chooseBoth" | "tooMany" | null {
  if (plan.strata.length === 0) return "chooseBoth";
  return plan.strata.length > mostStrata ? "tooMany" : null;
}

export function PlanEditor({ plan, onPlan }: { readonly plan: Plan; onPlan(plan: Plan): void }) {
  const { t } = useTranslation();
  const names = useNames();
  const platforms = usePlatforms();
  const categories = useCategories();
  const [take, setTake] = useState(plan.strata[0]?.take ?? 20);
  const [chosenPlatforms, setPlatforms] = useState(() => [...new Set(plan.strata.map((stratum) => stratum.platform))]);
  const [chosenCategories, setCategories] = useState(() => [...new Set(plan.strata.map((stratum) => stratum.category))]);

  const choose = (nextPlatforms: string[], nextCategories: Stratum["category"][]) => {
    setPlatforms(nextPlatforms);
    setCategories(nextCategories);
    onPlan({ ...plan, strata: cross(nextPlatforms, nextCategories, take, plan.strata) });
  };
  const change = (index: number, stratum: Partial<Stratum>) =>
    onPlan({ ...plan, strata: plan.strata.map((one, at) => (at === index ? { ...one, ...stratum } : one)) });
  const ownWords = (category: string) => categories.data?.find((known) => known.name === category)?.searchWords ?? [];

  return (
    <div className="plan-editor">
      {platforms.isError && <Fault error={platforms.error} retry={platforms.refetch} />}
      <div className="plan-choices">
        <fieldset>
          <legend>{t("runs.platforms")}</legend>
          <Checkbox.Group
            value={chosenPlatforms}
            onChange={(next) => choose(next, chosenCategories)}
            options={(platforms.data ?? []).map((platform) => ({
              value: platform.name,
              label:
                platform.access === "feed" ? `${names.platform(platform.name)}（${t("runs.feedOnly")}）` : names.platform(platform.name),
              disabled: platform.access === "feed",
            }))}
          />
        </fieldset>
        <fieldset>
          <legend>{t("runs.categories")}</legend>
          <Checkbox.Group
            value={chosenCategories}
            onChange={(next) => choose(chosenPlatforms, next)}
            options={categoryNames.map((name) => ({ value: name, label: names.category(name) }))}
          />
        </fieldset>
        <div className="plan-numbers">
          <label>
            <span>{t("runs.takeEach")}</span>
            <InputNumber
              min={1}
              max={mostFromOne}
              precision={0}
              value={take}
              onChange={(value) => {
                const next = value ?? 1;
                setTake(next);
                onPlan({ ...plan, strata: plan.strata.map((stratum) => ({ ...stratum, take: next })) });
              }}
            />
          </label>
          <label>
            <span>{t("runs.seed")}</span>
            <Input
              value={plan.seed}
              maxLength={100}
              onChange={(event) => onPlan({ ...plan, seed: event.target.value })}
              title={t("runs.seedHelp")}
            />
          </label>
        </div>
      </div>
      {plan.strata.length === 0 ? (
        <Alert type="info" showIcon title={t("runs.chooseBoth")} />
      ) : (
        <Table
          size="small"
          rowKey={(row) => `${row.platform}|${row.category}`}
          dataSource={plan.strata}
          pagination={plan.strata.length > 8 ? { pageSize: 8, size: "small", showSizeChanger: false } : false}
          title={() =>
            t("runs.strata", { count: plan.strata.length, take: count(plan.strata.reduce((all, stratum) => all + stratum.take, 0)) })
          }
          columns={[
            { title: t("common.platform"), render: (_, row) => names.platform(row.platform) },
            { title: t("common.category"), render: (_, row) => names.category(row.category) },
            {
              title: t("runs.take"),
              width: 110,
              render: (_, row) => (
                <InputNumber
                  size="small"
                  min={1}
                  max={mostFromOne}
                  precision={0}
                  value={row.take}
                  aria-label={`${t("runs.take")} ${names.platform(row.platform)} ${names.category(row.category)}`}
                  onChange={(value) => change(plan.strata.indexOf(row), { take: value ?? 1 })}
                />
              ),
            },
            {
              title: t("runs.queries"),
              render: (_, row) => (
                <Select
                  mode="tags"
                  size="small"
                  className="fill"
                  value={row.queries}
                  placeholder={ownWords(row.category).join(t("common.joiner")) || t("runs.queriesHelp")}
                  aria-label={`${t("runs.queries")} ${names.platform(row.platform)} ${names.category(row.category)}`}
                  options={ownWords(row.category).map((word) => ({ value: word, label: word }))}
                  onChange={(queries) => change(plan.strata.indexOf(row), { queries })}
                />
              ),
            },
            {
              title: <span className="sr-only">{t("common.actions")}</span>,
              width: 44,
              render: (_, row) => (
                <Button
                  type="text"
                  size="small"
                  icon={<CrossIcon size={12} />}
                  aria-label={`${t("act.remove")} ${names.platform(row.platform)} ${names.category(row.category)}`}
                  onClick={() => onPlan({ ...plan, strata: plan.strata.filter((one) => one !== row) })}
                />
              ),
            },
          ]}
        />
      )}
    </div>
  );
}
