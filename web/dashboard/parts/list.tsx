import { Button, Checkbox, Group, Menu, Stack, Text, TextInput, VisuallyHidden } from "@mantine/core";
import { useDebouncedValue, useLocalStorage } from "@mantine/hooks";
import { IconArrowDown, IconArrowsVertical, IconArrowUp, IconColumns, IconSearch } from "@tabler/icons-react";
import { DataTable, type DataTableColumn, type DataTableSortStatus } from "mantine-datatable";
import { type ReactNode, useEffect, useState } from "react";
import { fill, useSay, useTexts } from "../../shared/locale.ts";
import { useAddress } from "./address.ts";
import type { useList } from "./data.ts";
import { type Bulk, Ticked, useTicked } from "./many.tsx";
import { Empty, Failed } from "./states.tsx";
import { words } from "./words.ts";

export type Column<Item> = DataTableColumn<Item> & {
  accessor: string;
  title: string;
  /** Hidden until somebody asks for it. */
  optional?: boolean;
};

type Props<Item extends { id: number }> = {
  /** Names the list, for what is remembered of it. */
  name: string;
  list: Omit<ReturnType<typeof useList>, "items"> & { items: Item[] };
  columns: Column<Item>[];
  /** Opens a record. */
  open?: (item: Item) => void;
  /** What a screen reader calls the row. */
  nameOf: (item: Item) => string;
  /** Chips and selects beside the search. They keep what they hold in the address. */
  filters?: ReactNode;
  /** Names of the address's parameters that filter; with one of them set an empty list is "nothing fits". */
  filteredBy?: string[];
  searchable?: boolean;
  empty: { title: string; text: string; action?: ReactNode };
  bulk?: Bulk<Item> | false;
};

/**
 * A list of records: one line each, search and filters that are part of the address, columns to choose, records to tick,
 * and more of them as one scrolls.
 */
export function RecordList<Item extends { id: number }>({
  name,
  list,
  columns,
  open,
  nameOf,
  filters,
  filteredBy = [],
  searchable = true,
  empty,
  bulk = false,
}: Props<Item>) {
  const text = useTexts(words);
  const say = useSay();
  const [address, setAddress] = useAddress();
  const { ticked, keep } = useTicked(list.items);
  const [hidden, setHidden] = useLocalStorage<string[]>({
    key: `columns.${name}`,
    defaultValue: columns.filter(({ optional }) => optional).map(({ accessor }) => accessor),
  });
  const filtered = ["search", ...filteredBy].some((one) => address[one]);
  const sort = address.sort ?? "";
  const sorting = columns.some(({ sortable }) => sortable)
    ? {
        sortStatus: {
          columnAccessor: sort.replace(/^-/, ""),
          direction: sort.startsWith("-") ? "desc" : "asc",
        } as DataTableSortStatus<Item>,
        onSortStatusChange: ({ columnAccessor, direction }: DataTableSortStatus<Item>) =>
          setAddress({ sort: `${direction === "desc" ? "-" : ""}${String(columnAccessor)}` }),
      }
    : {};
  const sortedBy = ({ accessor }: Column<Item>) =>
    sort === accessor ? "ascending" : sort === `-${accessor}` ? "descending" : "not";
  const clear = () => setAddress(Object.fromEntries(["search", ...filteredBy].map((one) => [one, undefined])));

  return (
    <Stack gap="sm">
      <Group gap="xs">
        {searchable && <Search />}
        {filters}
        <ColumnChoice columns={columns} hidden={hidden} setHidden={setHidden} />
      </Group>
      {list.error && <Failed error={list.error} again={list.again} />}
      <Ticked bulk={bulk} ticked={ticked} keep={keep} />
      {list.items.length === 0 && !list.loading && !list.error ? (
        filtered ? (
          <Empty
            title={text.nothingFound}
            action={
              <Button variant="default" onClick={clear}>
                {text.clearFilters}
              </Button>
            }
          />
        ) : (
          <Empty title={empty.title} action={empty.action}>
            {empty.text}
          </Empty>
        )
      ) : (
        <DataTable<Item>
          {...sorting}
          records={list.items}
          columns={columns.map((column) => ({
            ...column,
            hidden: hidden.includes(column.accessor),
            title: column.sortable ? <SortableTitle title={column.title} sorted={sortedBy(column)} /> : column.title,
          }))}
          // It would say "No records" to whoever does not see it, also of a full table.
          emptyState={<span />}
          fetching={list.loading}
          minHeight={160}
          verticalSpacing="xs"
          highlightOnHover
          withTableBorder
          borderRadius="md"
          {...(open ? { onRowClick: ({ record }) => open(record) } : {})}
          {...(bulk
            ? {
                selectedRecords: ticked,
                onSelectedRecordsChange: keep,
                allRecordsSelectionCheckboxProps: { "aria-label": text.selectAll },
                getRecordSelectionCheckboxProps: (record: Item) => ({ "aria-label": nameOf(record) }),
              }
            : {})}
        />
      )}
      {list.items.length > 0 && (
        <Group justify="space-between">
          <Text c="dimmed" size="sm" role="status">
            {fill(text.of, { shown: say.number(list.items.length), total: say.number(list.total) })}
          </Text>
          {list.hasMore && (
            <Button variant="default" loading={list.refreshing} onClick={list.more}>
              {text.more}
            </Button>
          )}
        </Group>
      )}
    </Stack>
  );
}

/** What the table says of its sorting it says in English: its own signs are hidden, and these are in their place. */
function SortableTitle({ title, sorted }: { title: string; sorted: "ascending" | "descending" | "not" }) {
  const text = useTexts(words);
  const said = { ascending: text.sortedUp, descending: text.sortedDown, not: text.sortable };
  const Sign = { ascending: IconArrowUp, descending: IconArrowDown, not: IconArrowsVertical }[sorted];
  return (
    <>
      {title} <Sign size={14} aria-hidden style={{ verticalAlign: "-2px", opacity: sorted === "not" ? 0.6 : 1 }} />
      <VisuallyHidden>{said[sorted]}</VisuallyHidden>
    </>
  );
}

/** Asks a moment after the last key, and keeps what is sought in the address. */
function Search() {
  const { search } = useTexts(words);
  const [address, setAddress] = useAddress();
  const [typed, setTyped] = useState(address.search ?? "");
  const [settled] = useDebouncedValue(typed, 250);
  useEffect(() => {
    if (settled !== (address.search ?? "")) setAddress({ search: settled || undefined });
    // Only what was typed moves the address; the address going back must not be typed over.
  }, [settled]);
  return (
    <TextInput
      type="search"
      placeholder={search}
      aria-label={search}
      value={typed}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      leftSection={<IconSearch size={16} aria-hidden />}
      w={{ base: "100%", xs: 260 }}
    />
  );
}

function ColumnChoice<Item>({
  columns,
  hidden,
  setHidden,
}: {
  columns: Column<Item>[];
  hidden: string[];
  setHidden: (hidden: string[]) => void;
}) {
  const text = useTexts(words);
  return (
    <Menu closeOnItemClick={false} position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconColumns size={16} aria-hidden />} ml="auto">
          {text.columns}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {columns.map(({ accessor, title }) => (
          <Menu.Item
            key={accessor}
            role="menuitemcheckbox"
            aria-checked={!hidden.includes(accessor)}
            onClick={() =>
              setHidden(hidden.includes(accessor) ? hidden.filter((one) => one !== accessor) : [...hidden, accessor])
            }
          >
            <Checkbox readOnly tabIndex={-1} checked={!hidden.includes(accessor)} label={title} aria-hidden />
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
