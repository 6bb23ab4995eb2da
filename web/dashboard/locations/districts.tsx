import { Anchor, Stack, Textarea, TextInput } from "@mantine/core";
import {
  createDistrict,
  deleteDistrict,
  getDistrict,
  listDistricts,
  updateDistrict,
} from "../../../src/domain/services/districts/operations.ts";
import type { Answer, ItemOf } from "../../shared/api.ts";
import { useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAddress } from "../parts/address.ts";
import { useDo, useList } from "../parts/data.ts";
import { RecordDrawer } from "../parts/drawer.tsx";
import { FormEnd, useRecordForm } from "../parts/form.tsx";
import { type Column, RecordList } from "../parts/list.tsx";
import type { TabProps } from "./page.tsx";
import { texts } from "./texts.ts";

export function Districts({ id, close, add }: TabProps) {
  const text = useTexts(texts);
  const [, setAddress] = useAddress();
  const list = useList(listDistricts, { limit: "50" });
  const columns: Column<ItemOf<typeof listDistricts>>[] = [
    {
      accessor: "name",
      title: text.name,
      render: ({ id, name }) => (
        <Anchor component="button" type="button" fw={600} ta="start" onClick={() => setAddress({ id: String(id) })}>
          {name}
        </Anchor>
      ),
    },
    { accessor: "region", title: text.region },
    { accessor: "description", title: text.description, visibleMediaQuery: "(min-width: 40em)" },
  ];
  return (
    <>
      <RecordList
        name="districts"
        list={list}
        columns={columns}
        searchable={false}
        nameOf={({ name }) => name}
        open={({ id }) => setAddress({ id: String(id) })}
        empty={{ title: text.noDistricts, text: text.noDistrictsText, action: add }}
      />
      <RecordDrawer id={id} close={close} get={getDistrict} titleOf={({ name }) => name} addTitle={text.addDistrict}>
        {(district) => <DistrictForm district={district} close={close} />}
      </RecordDrawer>
    </>
  );
}

function DistrictForm({ district, close }: { district: Answer<typeof getDistrict> | null; close: () => void }) {
  const text = useTexts(texts);
  const { may } = useSession();
  const readOnly = !may("locations:write");
  const create = useDo(createDistrict);
  const update = useDo(updateDistrict);
  const remove = useDo(deleteDistrict);
  const { form, refusal, sending, onSubmit } = useRecordForm(
    { name: district?.name ?? "", region: district?.region ?? "", description: district?.description ?? "" },
    ({ name, region, description }) => {
      const fields = { name, region: region || null, description: description || null };
      return district
        ? update.deed({ id: String(district.id), ...fields, options: { ifMatch: district.version } })
        : create.deed(fields);
    },
    { done: close },
  );
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        <TextInput label={text.name} required data-autofocus readOnly={readOnly} {...form.getInputProps("name")} />
        <TextInput label={text.region} readOnly={readOnly} {...form.getInputProps("region")} />
        <Textarea
          label={text.description}
          autosize
          minRows={2}
          readOnly={readOnly}
          {...form.getInputProps("description")}
        />
        {!readOnly && (
          <FormEnd
            form={form}
            refusal={refusal}
            sending={sending}
            cancel={close}
            deletion={district && { name: district.name, run: () => remove.mutateAsync({ id: String(district.id) }) }}
          />
        )}
      </Stack>
    </form>
  );
}
