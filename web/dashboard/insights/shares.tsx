import { Table, Text } from "@mantine/core";
import { useSay, useTexts } from "../../shared/locale.ts";
import { texts } from "./texts.ts";

type Line = { name: string; share: number; value: string };

/** A table whose lines are bars as well: who has how much of it. */
export function Shares({ title, lines, of }: { title: string; lines: Line[]; of?: string }) {
  const text = useTexts(texts);
  const say = useSay();
  if (lines.length === 0) return null;
  return (
    <Table aria-label={title} verticalSpacing={6} withRowBorders={false} layout="fixed">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{title}</Table.Th>
          <Table.Th ta="right" w={110}>
            {of ?? text.count}
          </Table.Th>
          <Table.Th ta="right" w={80}>
            {text.share}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {lines.map(({ name, share, value }) => (
          <Table.Tr key={name} style={bar(share)}>
            <Table.Td>
              <Text truncate>{name}</Text>
            </Table.Td>
            <Table.Td ta="right">{value}</Table.Td>
            <Table.Td ta="right">{say.percent(share)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

const bar = (share: number) => ({
  backgroundImage: "linear-gradient(var(--mantine-primary-color-light), var(--mantine-primary-color-light))",
  backgroundSize: `${Math.min(100, share * 100)}% 100%`,
  backgroundRepeat: "no-repeat",
});
