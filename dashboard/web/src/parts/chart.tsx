/** A chart that is also a table: the same figures, one press away, for readers of every kind. */
import { Segmented } from "antd";
import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, use, type EChartsCoreOption, type EChartsType } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Palette } from "../theme/palette.ts";
import { useLook } from "../theme/look.tsx";
import { count } from "../text/money.ts";
import { Section } from "./page.tsx";

use([BarChart, LineChart, GridComponent, TooltipComponent, LegendComponent, AriaComponent, SVGRenderer]);

export interface Series {
  readonly name: string;
  readonly values: readonly number[];
  readonly line?: boolean;
}

interface ChartProps {
  readonly title: string;
  readonly labels: readonly string[];
  readonly series: readonly Series[];
  /** Bars that lie down: better for long names. */
  readonly lying?: boolean;
  readonly stacked?: boolean;
  readonly height?: number;
  /** The same figures as a table. */
  readonly table: ReactNode;
}

function optionOf(props: ChartProps, palette: Palette, face: string): EChartsCoreOption {
  const names = {
    type: "category",
    data: [...props.labels],
    inverse: props.lying === true,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: palette.lineStrong } },
    axisLabel: { color: palette.inkSoft, fontSize: 12, hideOverlap: true },
  };
  const values = {
    type: "value",
    minInterval: 1,
    splitLine: { lineStyle: { color: palette.line } },
    axisLabel: { color: palette.inkFaint, fontSize: 11, formatter: (value: number) => count(value) },
  };
  return {
    color: [...palette.series],
    textStyle: { fontFamily: face },
    animationDuration: 200,
    // The decal patterns tell the series apart without colour.
    aria: { enabled: true, decal: { show: props.series.length > 1 }, label: { enabled: false } },
    grid: {
      left: 4,
      right: 18,
      top: props.series.length > 1 ? 30 : 8,
      bottom: 2,
      outerBoundsMode: "same",
      outerBoundsContain: "axisLabel",
    },
    legend: {
      show: props.series.length > 1,
      top: 0,
      left: 0,
      itemWidth: 18,
      itemHeight: 10,
      textStyle: { color: palette.inkSoft, fontSize: 12 },
    },
    tooltip: {
      trigger: "axis",
      confine: true,
      axisPointer: { type: "shadow", shadowStyle: { color: palette.line, opacity: 0.35 } },
      backgroundColor: palette.raised,
      borderColor: palette.lineStrong,
      textStyle: { color: palette.ink, fontSize: 12 },
    },
    xAxis: props.lying === true ? values : names,
    yAxis: props.lying === true ? names : values,
    series: props.series.map((one) => ({
      name: one.name,
      type: one.line === true ? "line" : "bar",
      data: [...one.values],
      barMaxWidth: 18,
      symbolSize: 5,
      ...(props.stacked === true ? { stack: "all" } : { barGap: "15%" }),
    })),
  };
}

function Drawing(props: ChartProps) {
  const { t } = useTranslation();
  const { palette, face } = useLook();
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  useEffect(() => {
    if (place.current === null) return;
    const drawn = init(place.current, undefined, { renderer: "svg" });
    chart.current = drawn;
    const watcher = new ResizeObserver(() => drawn.resize());
    watcher.observe(place.current);
    return () => {
      watcher.disconnect();
      drawn.dispose();
      chart.current = null;
    };
  }, []);
  useEffect(() => chart.current?.setOption(optionOf(props, palette, face), true));
  const height =
    props.height ?? (props.lying === true ? Math.max(120, props.labels.length * (props.stacked === true ? 30 : 40) + 50) : 240);
  return <div ref={place} style={{ height }} role="img" aria-label={t("overview.chartSummary", { name: props.title })} />;
}

export function Chart(props: ChartProps) {
  const { t } = useTranslation();
  const [view, setView] = useState<"chart" | "table">("chart");
  return (
    <Section
      title={props.title}
      extra={
        <Segmented
          size="small"
          value={view}
          aria-label={props.title}
          options={[
            { value: "chart", label: t("common.chart") },
            { value: "table", label: t("common.chartTable") },
          ]}
          onChange={setView}
        />
      }
    >
      {view === "chart" ? <Drawing {...props} /> : props.table}
    </Section>
  );
}
