import { Checkbox, Table } from "@mantine/core";
import { type Ability, type Area, areas } from "../../../src/domain/identity/abilities.ts";
import { useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAppTexts } from "../developer/scopes.tsx";
import { texts } from "./texts.ts";

/** What each area allows, to tick. Nobody ticks what they may not do themselves, and whoever may change may see. */
export function Permissions({
  chosen,
  choose,
  readOnly,
}: {
  chosen: string[];
  choose: (permissions: string[]) => void;
  readOnly: boolean;
}) {
  const text = useTexts(texts);
  // As the consent page says them, but that it speaks to whoever reads it.
  const names = { ...useAppTexts().areas, schedules: text.ownHours };
  const { may } = useSession();
  const box = (area: Area, what: "read" | "write") => {
    const ability: Ability = `${area}:${what}`;
    return (
      <Checkbox
        aria-label={`${names[area]}: ${what === "read" ? text.see : text.change}`}
        checked={chosen.includes(ability)}
        disabled={readOnly || !may(ability)}
        onChange={({ currentTarget }) => choose(ticked(chosen, area, what, currentTarget.checked))}
      />
    );
  };
  return (
    <Table verticalSpacing={6} withRowBorders={false} striped>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{text.area}</Table.Th>
          <Table.Th w={72}>{text.see}</Table.Th>
          <Table.Th w={72}>{text.change}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {areas.map((area) => (
          <Table.Tr key={area}>
            <Table.Th scope="row" fw={400}>
              {names[area]}
            </Table.Th>
            <Table.Td>{box(area, "read")}</Table.Td>
            <Table.Td>{box(area, "write")}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function ticked(chosen: string[], area: Area, what: "read" | "write", on: boolean): string[] {
  const [read, write] = [`${area}:read`, `${area}:write`];
  const others = chosen.filter((ability) => ability !== read && ability !== write);
  if (what === "write") return on ? [...others, read, write] : chosen.filter((ability) => ability !== write);
  return on ? [...others, read] : others;
}
