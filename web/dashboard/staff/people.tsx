import { Anchor, Avatar, Group, SegmentedControl, Text } from "@mantine/core";
import { listEmployees } from "../../../src/domain/services/employees/operations.ts";
import type { ItemOf } from "../../shared/api.ts";
import { useSay, useTexts } from "../../shared/locale.ts";
import { useAddress } from "../parts/address.ts";
import { useList } from "../parts/data.ts";
import { type Column, RecordList } from "../parts/list.tsx";
import { EmployeeDrawer } from "./drawer.tsx";
import type { TabProps } from "./page.tsx";
import { texts } from "./texts.ts";

type Employee = ItemOf<typeof listEmployees>;

/** Who performs the services. */
export function People({ id, close, add }: TabProps) {
  const text = useTexts(texts);
  const [{ search, active }, setAddress] = useAddress();
  const list = useList(listEmployees, { search, active: active as "true" | undefined, limit: "50" });
  const columns = useColumns();
  return (
    <>
      <RecordList
        name="staff"
        list={list}
        columns={columns}
        nameOf={({ name }) => name}
        open={({ id }) => setAddress({ id: String(id) })}
        filters={
          <SegmentedControl
            aria-label={text.active}
            value={active ?? ""}
            onChange={(active) => setAddress({ active: active || undefined })}
            data={[
              { value: "", label: text.all },
              { value: "true", label: text.bookable },
              { value: "false", label: text.off },
            ]}
          />
        }
        filteredBy={["active"]}
        empty={{ title: text.empty, text: text.emptyText, action: add }}
      />
      <EmployeeDrawer id={id} close={close} />
    </>
  );
}

function useColumns(): Column<Employee>[] {
  const text = useTexts(texts);
  const say = useSay();
  const [, setAddress] = useAddress();
  const wide = { visibleMediaQuery: "(min-width: 40em)" };
  return [
    {
      accessor: "name",
      title: text.name,
      render: ({ id, name, photoUrl, color, active }) => (
        <Group gap="sm" wrap="nowrap">
          <Avatar
            src={photoUrl}
            name={name}
            alt=""
            aria-hidden
            size={32}
            {...(color ? { style: { boxShadow: `0 0 0 2px ${color}` } } : {})}
          />
          <div>
            <Anchor component="button" type="button" fw={600} ta="start" onClick={() => setAddress({ id: String(id) })}>
              {name}
            </Anchor>
            {!active && (
              <Text size="xs" c="dimmed">
                {text.off}
              </Text>
            )}
          </div>
        </Group>
      ),
    },
    { accessor: "role", title: text.role },
    { accessor: "email", title: text.email, ...wide },
    { accessor: "phone", title: text.phone, ...wide },
    {
      accessor: "services",
      title: text.services,
      textAlign: "right",
      ...wide,
      render: ({ allServices, serviceIds }) => (allServices ? text.every : say.number(serviceIds.length)),
    },
    {
      accessor: "userId",
      title: text.access,
      visibleMediaQuery: "(min-width: 62em)",
      render: ({ userId }) => (userId ? text.yes : ""),
    },
  ];
}
