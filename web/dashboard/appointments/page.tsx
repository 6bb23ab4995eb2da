import { Anchor, Button, Group, Menu, Select, Text, TextInput } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconChevronDown, IconDownload, IconPlus } from "@tabler/icons-react";
import { listAppointments, updateAppointments } from "../../../src/domain/services/appointments/operations.ts";
import { type Status, statuses } from "../../../src/domain/services/appointments/schema.ts";
import { exportAppointments } from "../../../src/domain/services/appointments/transfer.ts";
import { listEmployees } from "../../../src/domain/services/employees/operations.ts";
import { listLocations } from "../../../src/domain/services/locations/operations.ts";
import { listServices } from "../../../src/domain/services/services/operations.ts";
import { addressOf, type ItemOf } from "../../shared/api.ts";
import { fill, useClock, useSay, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { dateOf } from "../calendar/zone.ts";
import { useAddress } from "../parts/address.ts";
import { useAll, useDo, useList } from "../parts/data.ts";
import { Fold } from "../parts/fold.tsx";
import { tellFailure } from "../parts/form.tsx";
import { type Column, RecordList } from "../parts/list.tsx";
import { Page } from "../parts/page.tsx";
import { words } from "../parts/words.ts";
import { AppointmentDrawer, titleOf } from "./drawer.tsx";
import { CustomerSelect } from "./pickers.tsx";
import { StatusBadge } from "./status.tsx";
import { texts } from "./texts.ts";

type Appointment = ItemOf<typeof listAppointments>;
const filteredBy = ["status", "staff", "service", "location", "customer", "from", "to"];

export default function AppointmentsPage() {
  const text = useTexts(texts);
  const { may } = useSession();
  const [address, setAddress] = useAddress();
  const { search: words, status, staff, service, location, customer, to, id } = address;
  const since = useSince();
  const search = {
    search: words,
    status,
    employeeId: staff,
    serviceId: service,
    locationId: location,
    customerId: customer,
    from: since,
    to,
  };
  // What comes next first; of the past what was last.
  const order = since ? ("asc" as const) : ("desc" as const);
  const list = useList(listAppointments, { ...search, order, limit: "50" });
  const columns = useColumns((id) => setAddress({ id: String(id) }));
  const add = may("appointments:write") && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAddress({ id: "new" })}>
      {text.add}
    </Button>
  );
  return (
    <Page title={text.title} action={add}>
      <RecordList<Appointment>
        name="appointments"
        list={list}
        columns={columns}
        nameOf={titleOf}
        open={({ id }) => setAddress({ id: String(id) })}
        filters={<Filters exported={addressOf(exportAppointments, { ...search, order })} />}
        filteredBy={filteredBy}
        empty={{ title: text.empty, text: text.emptyText, action: add }}
        bulk={may("appointments:write") && ((ticked, keep) => <ChangeMany selected={ticked} clear={() => keep([])} />)}
      />
      <AppointmentDrawer id={id ?? null} close={() => setAddress({ id: undefined })} />
    </Page>
  );
}

/** The first date that is listed: today, unless other dates are asked for. */
function useSince(): string | undefined {
  const { timeZone } = useClock();
  const [{ from, to }] = useAddress();
  return from ?? (to ? undefined : dateOf(timeZone, Date.now()));
}

function useColumns(open: (id: number) => void): Column<Appointment>[] {
  const text = useTexts(texts);
  const say = useSay();
  return [
    {
      accessor: "customer",
      title: text.customer,
      render: (one) => (
        <>
          <Anchor component="button" type="button" fw={600} ta="left" onClick={() => open(one.id)}>
            {one.customer?.name ?? (one.isGroupBooking ? one.service.name : text.walkIn)}
          </Anchor>
          {/* On a phone the row says it all in one place. */}
          <Text size="sm" hiddenFrom="xs">
            {say.date(one.startTime)}
            <br />
            {say.range(one.startTime, one.endTime)}
          </Text>
          <Text size="sm" c="dimmed" hiddenFrom="xs">
            {one.service.name}
          </Text>
        </>
      ),
    },
    {
      accessor: "startTime",
      title: text.when,
      visibleMediaQuery: "(min-width: 36em)",
      render: (one) => `${say.date(one.startTime)}, ${say.range(one.startTime, one.endTime)}`,
    },
    {
      accessor: "service",
      title: text.service,
      visibleMediaQuery: "(min-width: 40em)",
      render: (one) => one.service.name,
    },
    {
      accessor: "employee",
      title: text.staff,
      visibleMediaQuery: "(min-width: 48em)",
      render: (one) => one.employee?.name ?? text.nobody,
    },
    { accessor: "location", title: text.location, optional: true, render: (one) => one.location?.name },
    {
      accessor: "price",
      title: text.price,
      textAlign: "right",
      visibleMediaQuery: "(min-width: 62em)",
      render: (one) => say.money(one.price, one.currency),
    },
    { accessor: "status", title: text.status, render: (one) => <StatusBadge status={one.status} /> },
  ];
}

function Filters({ exported }: { exported: string }) {
  const text = useTexts(texts);
  const common = useTexts(words);
  const [address, setAddress] = useAddress();
  const since = useSince();
  // On a phone they would fill the screen before the first appointment.
  const narrow = useMediaQuery("(max-width: 36em)", undefined, { getInitialValueInEffect: false }) ?? false;
  const staff = useAll(listEmployees, {}).data ?? [];
  const services = useAll(listServices, {}).data ?? [];
  const locations = useAll(listLocations, {}).data ?? [];
  const choices: [name: string, label: string, options: { value: string; label: string }[]][] = [
    ["status", text.status, statuses.map((one) => ({ value: one, label: text.statuses[one] }))],
    ["staff", text.staff, staff.map(option)],
    ["service", text.service, services.map(option)],
    ...(locations.length > 1
      ? [["location", text.location, locations.map(option)] as [string, string, { value: string; label: string }[]]]
      : []),
  ];
  const fields = (
    <>
      <CustomerSelect
        label={text.customer}
        value={address.customer ?? null}
        onChange={(id) => setAddress({ customer: id ?? undefined })}
      />
      {choices.map(([name, label, data]) => (
        <Select
          key={name}
          label={label}
          placeholder={common.all}
          data={data}
          value={address[name] ?? null}
          onChange={(value) => setAddress({ [name]: value ?? undefined })}
          searchable={data.length > 8}
          clearable
          clearButtonProps={{ "aria-label": fill(text.clear, { name: label }) }}
          w={{ base: "calc(50% - 5px)", xs: 150 }}
        />
      ))}
      {(["from", "to"] as const).map((name) => (
        <TextInput
          key={name}
          type="date"
          label={text[name]}
          value={(name === "from" ? since : address.to) ?? ""}
          onChange={(event) => setAddress({ [name]: event.currentTarget.value || undefined })}
          w={{ base: "calc(50% - 5px)", xs: 150 }}
        />
      ))}
    </>
  );
  return (
    <Group gap="xs" align="end" w="100%">
      {narrow ? (
        <Fold label={text.filters} open={filteredBy.some((name) => address[name])}>
          <Group gap="xs" align="end">
            {fields}
          </Group>
        </Fold>
      ) : (
        fields
      )}
      <Button
        component="a"
        href={exported}
        download
        variant="default"
        leftSection={<IconDownload size={16} aria-hidden />}
      >
        {common.export}
      </Button>
    </Group>
  );
}
const option = ({ id, name }: { id: number; name: string }) => ({ value: String(id), label: name });

/** The same status for all that are ticked; what cannot have it stays and says why. */
function ChangeMany({ selected, clear }: { selected: Appointment[]; clear: () => void }) {
  const text = useTexts(texts);
  const { failed: title } = useTexts(words);
  const change = useDo(updateAppointments, { alsoChanges: ["insights", "availability", "customers"] });
  async function become(status: Status) {
    const outcome = { updated: 0, failed: 0, message: "" };
    // The server takes a hundred at once.
    for (let first = 0; first < selected.length; first += 100) {
      const ids = selected.slice(first, first + 100).map(({ id }) => id);
      const answer = await change.mutateAsync({ ids, changes: { status } });
      outcome.updated += answer.updated;
      outcome.failed += answer.failed;
      outcome.message ||= answer.results.find(({ error }) => error)?.error?.message ?? "";
    }
    clear();
    if (outcome.updated > 0)
      notifications.show({ message: fill(text.bulkDone, { count: outcome.updated }), color: "teal" });
    if (outcome.failed > 0)
      notifications.show({
        message: fill(text.bulkFailed, { count: outcome.failed, message: outcome.message }),
        color: "red",
        autoClose: 8000,
      });
  }
  return (
    <Menu>
      <Menu.Target>
        <Button size="xs" loading={change.isPending} rightSection={<IconChevronDown size={14} aria-hidden />}>
          {text.setTo}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(["approved", "completed", "no-show", "rejected", "canceled"] as const).map((status) => (
          <Menu.Item
            key={status}
            onClick={() => void become(status).catch(tellFailure(title))}
            {...(status === "canceled" ? { color: "red" } : {})}
          >
            {text.statuses[status]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
