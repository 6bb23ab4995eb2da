import { Anchor, Button, Select, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { listServices } from "../../../src/domain/services/services/operations.ts";
import {
  getWaitlistEntry,
  listWaitlist,
  updateWaitlistEntry,
} from "../../../src/domain/services/waitlist/operations.ts";
import { call, type ItemOf } from "../../shared/api.ts";
import { fill, useSay, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAddress } from "../parts/address.ts";
import { useAll, useList } from "../parts/data.ts";
import { RecordDrawer } from "../parts/drawer.tsx";
import { type Column, RecordList } from "../parts/list.tsx";
import { type Deed, Many } from "../parts/many.tsx";
import { Page } from "../parts/page.tsx";
import { PickOne } from "../parts/pick.tsx";
import { EntryDetails } from "./details.tsx";
import { NewEntry } from "./form.tsx";
import { EntryStatus, entryStates } from "./status.tsx";
import { texts } from "./texts.ts";

type Entry = ItemOf<typeof listWaitlist>;
const open = "waiting,offered";

/** Who waits for a time, the first in line first. */
export default function WaitlistPage() {
  const text = useTexts(texts);
  const { may } = useSession();
  const [{ serviceId, status = open, id }, setAddress] = useAddress();
  const list = useList(listWaitlist, { serviceId, status: status === "all" ? undefined : status, limit: "50" });
  const columns = useColumns();
  const add = may("waitlist:write") && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAddress({ id: "new" })}>
      {text.add}
    </Button>
  );
  const close = () => setAddress({ id: undefined });
  const nameOf = ({ customer }: { customer: { name: string } }) => customer.name;
  return (
    <Page title={text.title} action={add}>
      <RecordList<Entry>
        name="waitlist"
        list={list}
        columns={columns}
        searchable={false}
        nameOf={nameOf}
        open={({ id }) => setAddress({ id: String(id) })}
        filters={<Filters />}
        filteredBy={["serviceId", "status"]}
        empty={{ title: text.empty, text: text.emptyText, action: add }}
        bulk={
          may("waitlist:write") &&
          ((ticked, keep) => (
            <Many ticked={ticked} keep={keep} nameOf={nameOf} changes={["waitlist"]} deeds={[takeOff(text.remove)]} />
          ))
        }
      />
      <RecordDrawer
        id={id ?? null}
        close={close}
        get={getWaitlistEntry}
        titleOf={nameOf}
        addTitle={text.add}
        phaseOf={({ status }) => status}
      >
        {(entry) => (entry ? <EntryDetails entry={entry} close={close} /> : <NewEntry close={close} />)}
      </RecordDrawer>
    </Page>
  );
}

const takeOff = (label: string): Deed<Entry> => ({
  label,
  fits: ({ status }) => status === "waiting" || status === "offered",
  act: ({ id, version }) => call(updateWaitlistEntry, { id: String(id), status: "removed" }, { ifMatch: version }),
  asks: {},
  grave: true,
});

function Filters() {
  const text = useTexts(texts);
  const { may } = useSession();
  const [{ serviceId, status }, setAddress] = useAddress();
  const services = useAll(listServices, may("services:read") ? {} : null);
  return (
    <>
      <Select
        aria-label={text.status}
        data={[
          { value: open, label: text.open },
          ...entryStates.map((value) => ({ value: value as string, label: text[value] })),
          { value: "all", label: text.all },
        ]}
        value={status ?? open}
        allowDeselect={false}
        onChange={(status) => setAddress({ status: status === open ? undefined : (status ?? undefined) })}
        w={200}
      />
      <PickOne
        aria-label={text.service}
        placeholder={text.service}
        items={services.data ?? []}
        value={serviceId ? Number(serviceId) : null}
        onChange={(id) => setAddress({ serviceId: id ? String(id) : undefined })}
        w={200}
      />
    </>
  );
}

function useColumns(): Column<Entry>[] {
  const text = useTexts(texts);
  const say = useSay();
  const [, setAddress] = useAddress();
  const wide = { visibleMediaQuery: "(min-width: 40em)" };
  return [
    {
      accessor: "customer",
      title: text.customer,
      render: ({ id, customer, offer }) => (
        <>
          <Anchor component="button" type="button" fw={600} ta="start" onClick={() => setAddress({ id: String(id) })}>
            {customer.name}
          </Anchor>
          {offer && (
            <Text size="xs" c="dimmed">
              {fill(text.offer, { time: say.dateTime(offer.startTime), until: say.time(offer.expiresAt) })}
            </Text>
          )}
        </>
      ),
    },
    { accessor: "service", title: text.service, render: ({ service }) => service.name },
    { accessor: "employee", title: text.employee, ...wide, render: ({ employee }) => employee?.name ?? text.anybody },
    { accessor: "days", title: text.days, ...wide, render: (entry) => <Wish entry={entry} /> },
    { accessor: "status", title: text.status, ...wide, render: ({ status }) => <EntryStatus status={status} /> },
    { accessor: "createdAt", title: text.since, optional: true, render: ({ createdAt }) => say.date(createdAt) },
  ];
}

/** The days and times that would suit. */
export function Wish({
  entry: { fromDate, toDate, earliest, latest },
}: {
  entry: Pick<Entry, "fromDate" | "toDate" | "earliest" | "latest">;
}) {
  const text = useTexts(texts);
  const say = useSay();
  const times = [
    earliest && `${text.earliest} ${say.clock(earliest)}`,
    latest && `${text.latest} ${say.clock(latest)}`,
  ];
  const days = fromDate === toDate ? say.day(fromDate) : `${say.day(fromDate)} – ${say.day(toDate)}`;
  return (
    <>
      {days}
      {(earliest || latest) && (
        <Text size="xs" c="dimmed">
          {times.filter(Boolean).join(" · ")}
        </Text>
      )}
    </>
  );
}
