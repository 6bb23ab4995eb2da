import { Anchor, Stack, Switch, TextInput } from "@mantine/core";
import { listDistricts } from "../../../src/domain/services/districts/operations.ts";
import {
  createLocation,
  deleteLocation,
  getLocation,
  listLocations,
  updateLocation,
} from "../../../src/domain/services/locations/operations.ts";
import type { Answer, ItemOf } from "../../shared/api.ts";
import { useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAddress } from "../parts/address.ts";
import { ZoneSelect } from "../parts/choices.tsx";
import { useAll, useDo, useList } from "../parts/data.ts";
import { RecordDrawer } from "../parts/drawer.tsx";
import { FormEnd, useRecordForm } from "../parts/form.tsx";
import { type Column, RecordList } from "../parts/list.tsx";
import { PickOne } from "../parts/pick.tsx";
import { ToneBadge } from "../parts/tone.tsx";
import type { TabProps } from "./page.tsx";
import { texts } from "./texts.ts";

export function Locations({ id, close, add }: TabProps) {
  const text = useTexts(texts);
  const [{ search }, setAddress] = useAddress();
  const list = useList(listLocations, { search, limit: "50" });
  const columns: Column<ItemOf<typeof listLocations>>[] = [
    {
      accessor: "name",
      title: text.name,
      render: ({ id, name }) => (
        <Anchor component="button" type="button" fw={600} ta="start" onClick={() => setAddress({ id: String(id) })}>
          {name}
        </Anchor>
      ),
    },
    { accessor: "address", title: text.address, visibleMediaQuery: "(min-width: 40em)" },
    { accessor: "city", title: text.city },
    { accessor: "phone", title: text.phone, visibleMediaQuery: "(min-width: 62em)" },
    {
      accessor: "active",
      title: text.state2,
      visibleMediaQuery: "(min-width: 40em)",
      render: ({ active }) => (
        <ToneBadge tone={active ? "good" : "off"}>{active ? text.active : text.closed}</ToneBadge>
      ),
    },
  ];
  return (
    <>
      <RecordList
        name="locations"
        list={list}
        columns={columns}
        nameOf={({ name }) => name}
        open={({ id }) => setAddress({ id: String(id) })}
        empty={{ title: text.noLocations, text: text.noLocationsText, action: add }}
      />
      <RecordDrawer id={id} close={close} get={getLocation} titleOf={({ name }) => name} addTitle={text.addLocation}>
        {(location) => <LocationForm location={location} close={close} />}
      </RecordDrawer>
    </>
  );
}

type Location = Answer<typeof getLocation>;
const lines = ["address", "city", "postalCode", "state", "country", "phone", "email"] as const;

function LocationForm({ location, close }: { location: Location | null; close: () => void }) {
  const text = useTexts(texts);
  const { may } = useSession();
  const readOnly = !may("locations:write");
  const districts = useAll(listDistricts, {});
  const create = useDo(createLocation);
  const update = useDo(updateLocation);
  const remove = useDo(deleteLocation);
  const { form, refusal, sending, onSubmit } = useRecordForm(
    {
      name: location?.name ?? "",
      ...(Object.fromEntries(lines.map((line) => [line, location?.[line] ?? ""])) as Record<
        (typeof lines)[number],
        string
      >),
      timeZone: location?.timeZone ?? "",
      districtId: location?.districtId ?? null,
      active: location?.active ?? true,
    },
    ({ name, timeZone, districtId, active, ...rest }) => {
      const written = Object.fromEntries(lines.map((line) => [line, rest[line] || null]));
      const fields = { name, districtId, active, timeZone: timeZone || null, ...written };
      return location
        ? update.deed({ id: String(location.id), ...fields, options: { ifMatch: location.version } })
        : create.deed(fields);
    },
    { done: close },
  );
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        <TextInput label={text.name} required data-autofocus readOnly={readOnly} {...form.getInputProps("name")} />
        {lines.map((line) => (
          <TextInput
            key={line}
            label={text[line]}
            type={line === "email" ? "email" : "text"}
            autoComplete="off"
            readOnly={readOnly}
            {...form.getInputProps(line)}
          />
        ))}
        <ZoneSelect
          label={text.zone}
          placeholder={text.asBusiness}
          clearable
          readOnly={readOnly}
          {...form.getInputProps("timeZone")}
        />
        {(districts.data?.length ?? 0) > 0 && (
          <PickOne
            label={text.district}
            items={districts.data ?? []}
            readOnly={readOnly}
            {...form.getInputProps("districtId")}
          />
        )}
        <Switch label={text.active} disabled={readOnly} {...form.getInputProps("active", { type: "checkbox" })} />
        {!readOnly && (
          <FormEnd
            form={form}
            refusal={refusal}
            sending={sending}
            cancel={close}
            deletion={location && { name: location.name, run: () => remove.mutateAsync({ id: String(location.id) }) }}
          />
        )}
      </Stack>
    </form>
  );
}
