import { Anchor, NumberInput, Select, Stack, Switch, Textarea, TextInput } from "@mantine/core";
import { listLocations } from "../../../src/domain/services/locations/operations.ts";
import {
  createResource,
  deleteResource,
  getResource,
  listResources,
  updateResource,
} from "../../../src/domain/services/resources/operations.ts";
import type { Answer, ItemOf } from "../../shared/api.ts";
import { useSay, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAddress } from "../parts/address.ts";
import { useAll, useDo, useList } from "../parts/data.ts";
import { RecordDrawer } from "../parts/drawer.tsx";
import { FormEnd, useRecordForm } from "../parts/form.tsx";
import { type Column, RecordList } from "../parts/list.tsx";
import { PickOne } from "../parts/pick.tsx";
import { Waiting } from "../parts/states.tsx";
import { ToneBadge } from "../parts/tone.tsx";
import type { TabProps } from "./page.tsx";
import { texts } from "./texts.ts";

const types = ["room", "station", "equipment"] as const;
type Location = ItemOf<typeof listLocations>;

export function Resources({ id, close, add }: TabProps) {
  const text = useTexts(texts);
  const locations = useAll(listLocations, {});
  const list = useList(listResources, { limit: "50" });
  const [, setAddress] = useAddress();
  const columns = useColumns(locations.data ?? []);
  return (
    <>
      <RecordList
        name="resources"
        list={list}
        columns={columns}
        searchable={false}
        nameOf={({ name }) => name}
        open={({ id }) => setAddress({ id: String(id) })}
        empty={{ title: text.noResources, text: text.noResourcesText, action: add }}
      />
      <RecordDrawer id={id} close={close} get={getResource} titleOf={({ name }) => name} addTitle={text.addResource}>
        {(resource) =>
          locations.data ? <ResourceForm resource={resource} locations={locations.data} close={close} /> : <Waiting />
        }
      </RecordDrawer>
    </>
  );
}

function useColumns(locations: Location[]): Column<ItemOf<typeof listResources>>[] {
  const text = useTexts(texts);
  const say = useSay();
  const [, setAddress] = useAddress();
  return [
    {
      accessor: "name",
      title: text.name,
      render: ({ id, name }) => (
        <Anchor component="button" type="button" fw={600} ta="start" onClick={() => setAddress({ id: String(id) })}>
          {name}
        </Anchor>
      ),
    },
    { accessor: "type", title: text.type, render: ({ type }) => text[type] },
    {
      accessor: "locationId",
      title: text.location,
      visibleMediaQuery: "(min-width: 40em)",
      render: ({ locationId }) => locations.find(({ id }) => id === locationId)?.name,
    },
    { accessor: "quantity", title: text.quantity, textAlign: "right", render: ({ quantity }) => say.number(quantity) },
    {
      accessor: "active",
      title: text.state2,
      visibleMediaQuery: "(min-width: 40em)",
      render: ({ active }) => (
        <ToneBadge tone={active ? "good" : "off"}>{active ? text.usable : text.notUsable}</ToneBadge>
      ),
    },
  ];
}

function ResourceForm({
  resource,
  locations,
  close,
}: {
  resource: Answer<typeof getResource> | null;
  locations: Location[];
  close: () => void;
}) {
  const text = useTexts(texts);
  const { may } = useSession();
  const readOnly = !may("resources:write");
  const create = useDo(createResource);
  const update = useDo(updateResource);
  const remove = useDo(deleteResource);
  const { form, refusal, sending, onSubmit } = useRecordForm(
    {
      name: resource?.name ?? "",
      type: resource?.type ?? ("room" as const),
      locationId: resource?.locationId ?? locations[0]?.id ?? null,
      quantity: (resource?.quantity ?? 1) as number | string,
      description: resource?.description ?? "",
      active: resource?.active ?? true,
    },
    ({ name, type, locationId, quantity, description, active }) => {
      const fields = {
        name,
        type,
        active,
        locationId: locationId ?? 0,
        quantity: Number(quantity) || 1,
        description: description || null,
      };
      return resource
        ? update.deed({ id: String(resource.id), ...fields, options: { ifMatch: resource.version } })
        : create.deed(fields);
    },
    { done: close },
  );
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        <TextInput label={text.name} required data-autofocus readOnly={readOnly} {...form.getInputProps("name")} />
        <Select
          label={text.type}
          data={types.map((value) => ({ value, label: text[value] }))}
          allowDeselect={false}
          readOnly={readOnly}
          {...form.getInputProps("type")}
        />
        <PickOne
          label={text.location}
          required
          items={locations}
          readOnly={readOnly}
          {...form.getInputProps("locationId")}
        />
        <NumberInput
          label={text.quantity}
          min={1}
          max={500}
          allowDecimal={false}
          readOnly={readOnly}
          {...form.getInputProps("quantity")}
        />
        <Textarea
          label={text.description}
          autosize
          minRows={2}
          readOnly={readOnly}
          {...form.getInputProps("description")}
        />
        <Switch label={text.usable} disabled={readOnly} {...form.getInputProps("active", { type: "checkbox" })} />
        {!readOnly && (
          <FormEnd
            form={form}
            refusal={refusal}
            sending={sending}
            cancel={close}
            deletion={resource && { name: resource.name, run: () => remove.mutateAsync({ id: String(resource.id) }) }}
          />
        )}
      </Stack>
    </form>
  );
}
