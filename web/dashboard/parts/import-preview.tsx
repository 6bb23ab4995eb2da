import { Button, Checkbox, FileButton, Group, ScrollArea, Select, Stack, Table, Text } from "@mantine/core";
import { IconFileTypeCsv } from "@tabler/icons-react";
import { useState } from "react";
import { fill, useSay, useTexts } from "../../shared/locale.ts";
import { texts } from "./import-texts.ts";

const leftOut = "";

/** The first rows under the fields that their columns become. */
export function Preview({
  name,
  rows,
  columns,
  fields,
  change,
  send,
  choose,
}: {
  name: string;
  rows: string[][];
  /** The field of each column; null is left out. */
  columns: (string | null)[];
  fields: readonly string[];
  change: (columns: (string | null)[]) => void;
  send: (atomic: boolean) => void;
  choose: (file: File | null) => Promise<void>;
}) {
  const text = useTexts(texts);
  const say = useSay();
  const [atomic, setAtomic] = useState(false);
  const [header = [], ...body] = rows;
  const count = say.number(body.length);
  return (
    <Stack gap="md">
      <div>
        <Text fw={600}>{name}</Text>
        <Text c="dimmed">{fill(text.preview, { rows: count })}</Text>
      </div>
      <ScrollArea type="auto" viewportProps={{ tabIndex: 0, role: "region", "aria-label": name }}>
        <Table withTableBorder withColumnBorders>
          <Table.Thead>
            <Table.Tr>
              {header.map((title, index) => (
                <Table.Th key={placeOf(index)} miw={150} style={{ fontWeight: 400, verticalAlign: "top" }}>
                  <Select
                    label={title || "–"}
                    aria-label={fill(text.column, { name: title || String(index + 1) })}
                    size="xs"
                    data={choices(title, fields, text)}
                    value={columns[index] ?? leftOut}
                    allowDeselect={false}
                    onChange={(field) => change(columns.with(index, field || null))}
                  />
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {body.slice(0, 5).map((row, index) => (
              <Table.Tr key={placeOf(index)}>
                {header.map((_, at) => (
                  <Table.Td key={placeOf(at)} c={columns[at] === null ? "dimmed" : undefined}>
                    {(row[at] ?? "").slice(0, 60)}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea>
      <Checkbox
        label={text.atomic}
        checked={atomic}
        onChange={({ currentTarget }) => setAtomic(currentTarget.checked)}
      />
      <Group justify="flex-end">
        <ChooseFile choose={choose} label={text.other} />
        <Button onClick={() => send(atomic)}>{fill(text.send, { rows: count })}</Button>
      </Group>
    </Stack>
  );
}

/** Columns and rows of a file are told apart by their place alone. */
const placeOf = (index: number) => `at ${index}`;

/** A column whose name is no field's may still be one that the server knows by another name, such as "Mobile". */
function choices(title: string, fields: readonly string[], text: Record<"leaveOut" | "asNamed", string>) {
  const own = title && !fields.includes(title) ? [{ value: title, label: fill(text.asNamed, { name: title }) }] : [];
  return [{ value: leftOut, label: text.leaveOut }, ...own, ...fields.map((value) => ({ value, label: value }))];
}

export function ChooseFile({
  choose,
  label,
  primary = false,
}: {
  choose: (file: File | null) => Promise<void>;
  label: string;
  primary?: boolean;
}) {
  const text = useTexts(texts);
  return (
    <FileButton
      accept=".csv,text/csv,text/plain"
      onChange={(file) => void choose(file)}
      inputProps={{ "aria-label": text.file }}
    >
      {(props) => (
        <Button
          {...props}
          variant={primary ? "filled" : "default"}
          leftSection={<IconFileTypeCsv size={16} aria-hidden />}
        >
          {label}
        </Button>
      )}
    </FileButton>
  );
}
