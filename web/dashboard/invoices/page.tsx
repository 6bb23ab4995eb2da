import { Anchor, Button, SegmentedControl, Select } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import {
  getInvoice,
  listInvoices,
  sendInvoice,
  updateInvoice,
} from "../../../src/domain/commerce/invoices/operations.ts";
import { call, type ItemOf } from "../../shared/api.ts";
import { newKey } from "../../shared/keys.ts";
import { useSay, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAddress } from "../parts/address.ts";
import { useList } from "../parts/data.ts";
import { RecordDrawer } from "../parts/drawer.tsx";
import { type Column, RecordList } from "../parts/list.tsx";
import { type Deed, Many } from "../parts/many.tsx";
import { Page } from "../parts/page.tsx";
import { DraftForm } from "./draft.tsx";
import { Issued } from "./issued.tsx";
import { type InvoiceState, InvoiceStatus, states } from "./status.tsx";
import { texts } from "./texts.ts";

type Invoice = ItemOf<typeof listInvoices>;
const all: InvoiceState[] = ["draft", "sent", "overdue", "paid", "void"];

export default function InvoicesPage() {
  const text = useTexts(texts);
  const { may } = useSession();
  const [{ search, status, id }, setAddress] = useAddress();
  const list = useList(listInvoices, { search, status: status as InvoiceState | undefined, limit: "50" });
  const columns = useColumns();
  const deeds = useDeeds();
  const add = may("invoices:write") && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAddress({ id: "new" })}>
      {text.add}
    </Button>
  );
  const close = () => setAddress({ id: undefined });
  const nameOf = ({ number }: { number: string | null }) => number ?? text.draft;
  return (
    <Page title={text.title} action={add}>
      <RecordList<Invoice>
        name="invoices"
        list={list}
        columns={columns}
        nameOf={nameOf}
        open={({ id }) => setAddress({ id: String(id) })}
        filters={<StatusFilter />}
        filteredBy={["status"]}
        empty={{ title: text.empty, text: text.emptyText, action: add }}
        bulk={
          may("invoices:write") &&
          ((ticked, keep) => (
            <Many
              ticked={ticked}
              keep={keep}
              nameOf={(one) => `${nameOf(one)}, ${one.customer.name || text.deleted}`}
              changes={["invoices", "customers"]}
              deeds={deeds}
            />
          ))
        }
      />
      <RecordDrawer
        id={id ?? null}
        close={close}
        get={getInvoice}
        titleOf={nameOf}
        addTitle={text.add}
        size="xl"
        phaseOf={({ status }) => (status === "draft" ? "draft" : "issued")}
      >
        {(invoice) =>
          !invoice || (invoice.status === "draft" && may("invoices:write")) ? (
            <DraftForm invoice={invoice} close={close} />
          ) : (
            <Issued id={invoice.id} />
          )
        }
      </RecordDrawer>
    </Page>
  );
}

function useDeeds(): Deed<Invoice>[] {
  const text = useTexts(texts);
  const become = (status: "paid" | "void", from: InvoiceState[]) => ({
    fits: (invoice: Invoice) => from.includes(invoice.status),
    act: ({ id, version }: Invoice) => call(updateInvoice, { id: String(id), status }, { ifMatch: version }),
  });
  return [
    {
      label: text.send,
      fits: ({ status }) => status !== "void",
      act: ({ id }) => call(sendInvoice, { id }, { idempotencyKey: newKey() }),
      asks: { text: text.sendMany },
    },
    { label: text.pay, ...become("paid", ["draft", "sent", "overdue"]), asks: { text: text.payMany } },
    { label: text.void, ...become("void", ["sent", "overdue", "paid"]), asks: { text: text.voidMany }, grave: true },
  ];
}

/** One choice: as buttons where there is room, else as a list. */
function StatusFilter() {
  const text = useTexts(texts);
  const words = useTexts(states);
  const [{ status }, setAddress] = useAddress();
  const roomy = useMediaQuery("(min-width: 62em)", true, { getInitialValueInEffect: false });
  const given = {
    "aria-label": text.status,
    data: [{ value: "", label: text.all }, ...all.map((value) => ({ value: value as string, label: words[value] }))],
    value: status ?? "",
    onChange: (value: string | null) => setAddress({ status: value || undefined }),
  };
  return roomy ? <SegmentedControl {...given} /> : <Select {...given} allowDeselect={false} w={160} />;
}

function useColumns(): Column<Invoice>[] {
  const text = useTexts(texts);
  const say = useSay();
  const [, setAddress] = useAddress();
  const wide = { visibleMediaQuery: "(min-width: 40em)" };
  return [
    {
      accessor: "number",
      title: text.number,
      render: ({ id, number }) => (
        <Anchor component="button" type="button" fw={600} ta="start" onClick={() => setAddress({ id: String(id) })}>
          {number ?? text.draft}
        </Anchor>
      ),
    },
    { accessor: "customer", title: text.customer, render: ({ customer }) => customer.name || text.deleted },
    { accessor: "status", title: text.status, ...wide, render: ({ status }) => <InvoiceStatus status={status} /> },
    { accessor: "issuedAt", title: text.issued, ...wide, render: ({ issuedAt }) => issuedAt && say.date(issuedAt) },
    {
      accessor: "dueDate",
      title: text.due,
      visibleMediaQuery: "(min-width: 62em)",
      render: ({ dueDate }) => dueDate && say.day(dueDate),
    },
    {
      accessor: "total",
      title: text.total,
      textAlign: "right",
      render: ({ total, currency }) => say.money(total, currency),
    },
  ];
}
