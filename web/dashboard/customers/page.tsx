import { Anchor, Button, Group, Select, UnstyledButton } from "@mantine/core";
import { IconDownload, IconPlus, IconTag } from "@tabler/icons-react";
import { deleteCustomer } from "../../../src/domain/compliance/erasure/operations.ts";
import { listCustomers } from "../../../src/domain/services/customers/operations.ts";
import { exportCustomers, importCustomers } from "../../../src/domain/services/customers/transfer.ts";
import { addressOf, call, type ItemOf } from "../../shared/api.ts";
import { fill, useSay, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAddress } from "../parts/address.ts";
import { useList } from "../parts/data.ts";
import { CsvMenu } from "../parts/import.tsx";
import { type Column, RecordList } from "../parts/list.tsx";
import { type Bulk, Many } from "../parts/many.tsx";
import { Page } from "../parts/page.tsx";
import { words } from "../parts/words.ts";
import { CustomerDrawer } from "./drawer.tsx";
import { texts } from "./texts.ts";

type Customer = ItemOf<typeof listCustomers>;
const importFields = [
  "name",
  "email",
  "phone",
  "notes",
  "tags",
  "gender",
  "dateOfBirth",
  "address",
  "language",
  "timeZone",
  "emailUnsubscribed",
  "smsConsent",
  "id",
];

export default function CustomersPage() {
  const text = useTexts(texts);
  const { may } = useSession();
  const [{ search, tag, sort, id }, setAddress] = useAddress();
  const list = useList(listCustomers, { search, tag, sort: sort as "name" | undefined, limit: "50" });
  const columns = useColumns();
  const add = may("customers:write") && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAddress({ id: "new" })}>
      {text.add}
    </Button>
  );
  const importing = may("customers:write") && {
    operation: importCustomers,
    fields: importFields,
    changes: ["customers"],
  };
  return (
    <Page
      title={text.title}
      action={
        <Group gap="xs">
          <CsvMenu exportHref={addressOf(exportCustomers, { search, tag })} importing={importing} />
          {add}
        </Group>
      }
    >
      <RecordList<Customer>
        name="customers"
        list={list}
        columns={columns}
        nameOf={({ name }) => name}
        open={({ id }) => setAddress({ id: String(id) })}
        filters={<TagFilter customers={list.items} />}
        filteredBy={["tag"]}
        empty={{ title: text.empty, text: text.emptyText, action: add }}
        bulk={(ticked, keep) => <DoMany ticked={ticked} keep={keep} />}
      />
      <CustomerDrawer id={id ?? null} close={() => setAddress({ id: undefined, tab: undefined })} />
    </Page>
  );
}

function DoMany({ ticked, keep }: { ticked: Customer[]; keep: Parameters<Bulk<Customer>>[1] }) {
  const text = useTexts(texts);
  const common = useTexts(words);
  const { may } = useSession();
  return (
    <>
      <Button
        component="a"
        href={addressOf(exportCustomers, { ids: ticked.map(({ id }) => id).join(",") })}
        download
        size="xs"
        variant="default"
        leftSection={<IconDownload size={14} aria-hidden />}
      >
        {common.export}
      </Button>
      {may("customers:write") && (
        <Many
          ticked={ticked}
          keep={keep}
          nameOf={({ name }) => name}
          changes={["customers"]}
          deeds={[
            {
              label: common.delete,
              act: ({ id }) => call(deleteCustomer, { id: String(id) }),
              asks: { text: text.deleteMany },
              grave: true,
            },
          ]}
        />
      )}
    </>
  );
}

/** Offers the tags of those who are listed; the API has no list of its own. */
function TagFilter({ customers }: { customers: Customer[] }) {
  const text = useTexts(texts);
  const [{ tag }, setAddress] = useAddress();
  const tags = new Set([...(tag ? [tag] : []), ...customers.flatMap(({ tags }) => tags)]);
  if (tags.size === 0) return null;
  return (
    <Select
      aria-label={text.tag}
      placeholder={text.tag}
      leftSection={<IconTag size={16} aria-hidden />}
      data={[...tags].sort()}
      value={tag ?? null}
      onChange={(tag) => setAddress({ tag: tag ?? undefined })}
      searchable
      clearable
      w={180}
    />
  );
}

function useColumns(): Column<Customer>[] {
  const text = useTexts(texts);
  const say = useSay();
  const { business } = useSession();
  const [, setAddress] = useAddress();
  return [
    {
      accessor: "name",
      title: text.name,
      sortable: true,
      render: ({ id, name }) => (
        <Anchor component="button" type="button" fw={600} ta="start" onClick={() => setAddress({ id: String(id) })}>
          {name}
        </Anchor>
      ),
    },
    { accessor: "email", title: text.email, visibleMediaQuery: "(min-width: 40em)" },
    { accessor: "phone", title: text.phone, visibleMediaQuery: "(min-width: 40em)" },
    {
      accessor: "tags",
      title: text.tags,
      visibleMediaQuery: "(min-width: 62em)",
      render: ({ tags }) => <Tags tags={tags} choose={(tag) => setAddress({ tag })} />,
    },
    {
      accessor: "totalBookings",
      title: text.visits,
      textAlign: "right",
      render: (one) => say.number(one.totalBookings),
    },
    {
      accessor: "totalSpent",
      title: text.spent,
      textAlign: "right",
      render: ({ totalSpent }) => say.money(totalSpent, business.currency),
    },
    {
      accessor: "createdAt",
      title: text.since,
      sortable: true,
      optional: true,
      render: (one) => say.date(one.createdAt),
    },
  ];
}

function Tags({ tags, choose }: { tags: string[]; choose: (tag: string) => void }) {
  const text = useTexts(texts);
  return (
    <Group gap={4}>
      {tags.map((tag) => (
        <UnstyledButton
          key={tag}
          className="tag"
          aria-label={fill(text.withTag, { tag })}
          onClick={(event) => {
            // The row itself opens the customer.
            event.stopPropagation();
            choose(tag);
          }}
        >
          {tag}
        </UnstyledButton>
      ))}
    </Group>
  );
}
