import "@mantine/charts/styles.css";
import { BarChart } from "@mantine/charts";
import type { Series } from "./chart-card.tsx";

type Row = Record<string, string | number>;

/** Stacked bars, one for each row. Its own file, so that the drawing library is loaded when there is something to draw. */
export default function Bars({
  rows,
  label,
  series,
  height,
}: {
  rows: Row[];
  label: string;
  series: Series<Row>[];
  height: number;
}) {
  const say = series[0]!.say ?? String;
  return (
    <BarChart
      h={height}
      data={rows}
      dataKey={label}
      type="stacked"
      series={series.map(({ key, label, color }) => ({ name: key, label, color }))}
      withLegend={series.length > 1}
      valueFormatter={say}
      yAxisProps={{ width: 76, allowDecimals: false }}
      xAxisProps={{ minTickGap: 16 }}
      barProps={{ isAnimationActive: false }}
      barChartProps={{ accessibilityLayer: false }}
      gridAxis="x"
      tickLine="none"
    />
  );
}
