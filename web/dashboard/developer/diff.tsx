import { Table, Text } from "@mantine/core";
import { useTexts } from "../../shared/locale.ts";
import type { Entry } from "./audit.tsx";
import { logTexts } from "./log-texts.ts";

/** What an entry of the audit log changed, field by field; of what was made or deleted the whole record. */
export function Diff({ entry: { before, after, changes } }: { entry: Entry }) {
  const text = useTexts(logTexts);
  const rows = before && after ? changes : wholeOf(before, after);
  const fields = Object.entries(rows);
  if (fields.length === 0) return <Text c="dimmed">{text.noFields}</Text>;
  return (
    <Table layout="fixed" verticalSpacing="xs">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{text.field}</Table.Th>
          {before && <Table.Th>{text.before}</Table.Th>}
          {after && <Table.Th>{text.after}</Table.Th>}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {fields.map(([field, change]) => (
          <Table.Tr key={field}>
            <Table.Th scope="row" fw={500} style={{ overflowWrap: "anywhere" }}>
              {field}
            </Table.Th>
            {before && <Value value={change.before} struck={after !== null} />}
            {after && <Value value={change.after} />}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Value({ value, struck = false }: { value: unknown; struck?: boolean }) {
  const said = typeof value === "string" ? value : JSON.stringify(value);
  return (
    <Table.Td style={{ overflowWrap: "anywhere", verticalAlign: "top" }}>
      {struck ? <del>{said ?? "–"}</del> : (said ?? "–")}
    </Table.Td>
  );
}

type Fields = Record<string, { before?: unknown; after?: unknown }>;
const wholeOf = (before: Record<string, unknown> | null, after: Record<string, unknown> | null): Fields =>
  Object.fromEntries(
    Object.entries(after ?? before ?? {})
      .filter(([, value]) => value !== null)
      .map(([field, value]) => [field, { before: value, after: value }]),
  );
