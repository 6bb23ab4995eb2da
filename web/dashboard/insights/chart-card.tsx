import { Button, Card, Group, ScrollArea, Table, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChartBar, IconTable } from "@tabler/icons-react";
import { lazy, type ReactNode, Suspense } from "react";
import { useTexts } from "../../shared/locale.ts";
import { texts } from "./texts.ts";

// The library that draws is large: figures and lists are there before it.
const Bars = lazy(() => import("./bars.tsx"));

export type Series<Row> = { key: keyof Row & string; label: string; color: string; say?: (value: number) => string };
type Props<Row> = {
  title: string;
  /** What a row stands for: "Day". */
  of: string;
  rows: Row[];
  label: keyof Row & string;
  series: Series<Row>[];
  height?: number;
  empty?: string;
};

/** Figures as bars, and the same as a table for whoever asks: nothing is told by the drawing alone. */
export function ChartCard<Row extends Record<string, string | number>>({
  title,
  rows,
  series,
  height = 220,
  ...rest
}: Props<Row>) {
  const text = useTexts(texts);
  const [asTable, { toggle }] = useDisclosure(false);
  const Icon = asTable ? IconChartBar : IconTable;
  const nothing = rows.every((row) => series.every(({ key }) => row[key] === 0));
  return (
    <Panel
      title={title}
      action={
        !nothing && (
          <Button
            size="compact-sm"
            variant="subtle"
            style={{ flexShrink: 0 }}
            onClick={toggle}
            aria-label={`${asTable ? text.asChart : text.asTable}: ${title}`}
            leftSection={<Icon size={14} aria-hidden />}
          >
            {asTable ? text.asChart : text.asTable}
          </Button>
        )
      }
    >
      {nothing ? (
        <Text c="dimmed">{rest.empty ?? text.nothing}</Text>
      ) : asTable ? (
        <FiguresTable title={title} rows={rows} series={series} of={rest.of} label={rest.label} />
      ) : (
        <Suspense fallback={<div style={{ height }} />}>
          <div role="img" aria-label={title}>
            <Bars
              rows={rows}
              label={rest.label}
              series={series as unknown as Series<Record<string, string | number>>[]}
              height={height}
            />
          </div>
        </Suspense>
      )}
    </Panel>
  );
}

function FiguresTable<Row extends Record<string, string | number>>({ title, of, rows, label, series }: Props<Row>) {
  return (
    <ScrollArea.Autosize mah={320} viewportProps={{ tabIndex: 0, "aria-label": title, role: "region" }}>
      <Table aria-label={title} stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{of}</Table.Th>
            {series.map(({ key, label }) => (
              <Table.Th key={key} ta="right">
                {label}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={String(row[label])}>
              <Table.Td>{row[label]}</Table.Td>
              {series.map(({ key, say = String }) => (
                <Table.Td key={key} ta="right">
                  {say(Number(row[key]))}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea.Autosize>
  );
}

export function Panel({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
  return (
    <Card withBorder component="section" padding="md" miw={0}>
      <Group justify="space-between" mb="sm" wrap="nowrap">
        <Title order={2}>{title}</Title>
        {action}
      </Group>
      {children}
    </Card>
  );
}
