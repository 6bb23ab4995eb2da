import { Alert, Button, Group, Stack, Table, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import type { ImportReport } from "../../../src/platform/csv/report.ts";
import { fill, useSay, useTexts } from "../../shared/locale.ts";
import { download, writeCsv } from "./csv.ts";
import { texts } from "./import-texts.ts";

const shown = 50;

/** What became of the rows, and of each that was not taken, why. */
export function Report({
  report,
  file,
  close,
  again,
}: {
  report: ImportReport;
  file: string;
  close: () => void;
  again: () => void;
}) {
  const text = useTexts(texts);
  const say = useSay();
  const { errors } = report;
  const counts = (["created", "updated", "unchanged", "failed"] as const).filter(
    (one) => one === "created" || report[one] > 0,
  );
  return (
    <Stack gap="md">
      {!report.applied && <Alert color="red">{text.nothingKept}</Alert>}
      <Group gap="xl" role="status">
        {counts.map((one) => (
          <div key={one}>
            <Text fz="xl" fw={600} c={one === "failed" ? "red" : undefined} className="figures">
              {say.number(report[one])}
            </Text>
            <Text c="dimmed">{text[one]}</Text>
          </div>
        ))}
      </Group>
      {errors.length > 0 && (
        <>
          <Table withTableBorder>
            <Table.Thead>
              <Table.Tr>
                <Table.Th ta="right">{text.line}</Table.Th>
                <Table.Th>{text.field}</Table.Th>
                <Table.Th>{text.reason}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {errors.slice(0, shown).map(({ line, field, reason }) => (
                <Table.Tr key={`${line} ${field} ${reason}`}>
                  <Table.Td ta="right">{line}</Table.Td>
                  <Table.Td>{field ?? ""}</Table.Td>
                  <Table.Td>{reason}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          {errors.length > shown && <Text c="dimmed">{fill(text.firstErrors, { count: shown })}</Text>}
        </>
      )}
      <Group justify="flex-end">
        {errors.length > 0 && (
          <Button
            variant="default"
            mr="auto"
            leftSection={<IconDownload size={16} aria-hidden />}
            onClick={() => download(`${file.replace(/\.csv$/i, "")}-errors.csv`, errorsAsCsv(report, text))}
          >
            {text.errors}
          </Button>
        )}
        {errors.length > 0 && (
          <Button variant="default" onClick={again}>
            {text.back}
          </Button>
        )}
        <Button onClick={close}>{text.done}</Button>
      </Group>
    </Stack>
  );
}

const errorsAsCsv = ({ errors }: ImportReport, text: Record<"line" | "field" | "reason", string>) =>
  writeCsv([[text.line, text.field, text.reason], ...errors.map(({ line, field, reason }) => [line, field, reason])]);
