import { Select, Stack, Switch, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import {
  createCustomField,
  deleteCustomField,
  getCustomField,
  listCustomFields,
  updateCustomField,
} from "../../../src/domain/services/custom-fields/operations.ts";
import type { CustomFieldType } from "../../../src/domain/services/custom-fields/schema.ts";
import { listServices } from "../../../src/domain/services/services/operations.ts";
import { type Answer, call, type ItemOf } from "../../shared/api.ts";
import { fill, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAll, useDo, useRefresh } from "../parts/data.ts";
import { RecordDrawer } from "../parts/drawer.tsx";
import { FormEnd, tellFailure, useRecordForm } from "../parts/form.tsx";
import { useOrder } from "../parts/order.ts";
import { PickMany } from "../parts/pick.tsx";
import { optionsOf, withOptionLines, withOptions } from "../parts/questions-model.ts";
import { questionWords, typeWords } from "../parts/questions-texts.ts";
import { Sortable } from "../parts/sortable.tsx";
import { Empty, Failed, Waiting } from "../parts/states.tsx";
import { words } from "../parts/words.ts";
import type { TabProps } from "./page.tsx";
import { MenuRow } from "./row.tsx";
import { texts } from "./texts.ts";

const types = [
  "text",
  "textarea",
  "number",
  "email",
  "phone",
  "url",
  "address",
  "select",
  "multiselect",
  "radio",
  "checkbox",
  "boolean",
] as const satisfies CustomFieldType[];

/** What is asked when a service is booked, in the order in which it is asked. */
export function CustomFields({ id, close, add }: TabProps) {
  const text = useTexts(texts);
  const { may } = useSession();
  const fields = useAll(listCustomFields, {});
  const { items, move, settled } = useOrder(fields.data ?? [], updateCustomField, "custom-fields");
  if (fields.error) return <Failed error={fields.error} again={() => void fields.refetch()} />;
  return (
    <>
      {!fields.data ? (
        <Waiting />
      ) : items.length === 0 ? (
        <Empty title={text.noCustomFields} action={add}>
          {text.noCustomFieldsText}
        </Empty>
      ) : (
        <div style={{ maxWidth: 760 }}>
          <Sortable
            items={items}
            keyOf={({ id }) => id}
            nameOf={({ label }) => label}
            move={move}
            settled={settled}
            disabled={!may("services:write")}
            gap={0}
          >
            {(field) => <FieldRow field={field} />}
          </Sortable>
        </div>
      )}
      <RecordDrawer
        id={id}
        close={close}
        get={getCustomField}
        titleOf={({ label }) => label}
        addTitle={text.addCustomField}
      >
        {(field) => <FieldForm field={field} close={close} />}
      </RecordDrawer>
    </>
  );
}

function FieldRow({ field }: { field: ItemOf<typeof listCustomFields> }) {
  const text = useTexts(texts);
  const kinds = useTexts(typeWords);
  const { requiredShort } = useTexts(questionWords);
  const { failed } = useTexts(words);
  const { may } = useSession();
  const update = useDo(updateCustomField);
  const services = useAll(listServices, {}).data ?? [];
  const { id, label, type, required, serviceIds, active, visibleToCustomers } = field;
  const names = services.filter((one) => serviceIds.includes(one.id)).map(({ name }) => name);
  const about = [
    kinds[type],
    serviceIds.length === 0 ? text.every : names.join(", "),
    required && requiredShort,
    !visibleToCustomers && text.staffAlone,
  ];
  return (
    <MenuRow
      id={id}
      name={label}
      about={about.filter(Boolean).join(" · ")}
      active={active}
      switchLabel={fill(text.askedOf, { name: label })}
      toggle={
        may("services:write")
          ? (active) => void update.mutateAsync({ id: String(id), active }).catch(tellFailure(failed))
          : undefined
      }
    />
  );
}

function FieldForm({ field, close }: { field: Answer<typeof getCustomField> | null; close: () => void }) {
  const text = useTexts(texts);
  const question = useTexts(questionWords);
  const kinds = useTexts(typeWords);
  const { may } = useSession();
  const readOnly = !may("services:write");
  const services = useAll(listServices, {});
  const refresh = useRefresh();
  const remove = useDo(deleteCustomField);
  const [known, setKnown] = useState(
    Object.fromEntries((field?.options ?? []).map(({ label, value }) => [label, value])),
  );
  const { form, refusal, sending, onSubmit } = useRecordForm(
    {
      label: field?.label ?? "",
      type: (field?.type ?? "text") as CustomFieldType,
      options: (field?.options ?? []).map(({ label }) => label).join("\n"),
      placeholder: field?.placeholder ?? "",
      helpText: field?.helpText ?? "",
      serviceIds: field?.serviceIds ?? [],
      required: field?.required ?? false,
      visibleToCustomers: field?.visibleToCustomers ?? true,
      active: field?.active ?? true,
    },
    (values) => {
      const options = optionsOf({ optionLines: values.options, optionValues: known });
      const fields = {
        ...values,
        options: withOptions.includes(values.type) && options.length > 0 ? options : null,
        placeholder: values.placeholder || null,
        helpText: values.helpText || null,
      };
      // What `useDo` takes for the options of the call are the field's own here.
      const save = () =>
        field
          ? call(updateCustomField, { id: String(field.id), ...fields }, { ifMatch: field.version })
          : call(createCustomField, fields);
      return {
        asks: [{ operation: field ? updateCustomField : createCustomField, input: { id: field?.id, ...fields } }],
        send: () => save().then(() => refresh("custom-fields")),
      };
    },
    { done: close },
  );
  const tick = (name: "required" | "visibleToCustomers" | "active", label: string, description?: string) => (
    <Switch
      label={label}
      description={description}
      disabled={readOnly}
      {...form.getInputProps(name, { type: "checkbox" })}
    />
  );
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        <TextInput
          label={question.label}
          required
          data-autofocus
          readOnly={readOnly}
          {...form.getInputProps("label")}
        />
        <Select
          label={question.kind}
          data={types.map((value) => ({ value, label: kinds[value] }))}
          allowDeselect={false}
          readOnly={readOnly}
          {...form.getInputProps("type")}
        />
        {withOptions.includes(form.values.type) && (
          <Textarea
            label={question.options}
            autosize
            minRows={3}
            readOnly={readOnly}
            {...form.getInputProps("options")}
            onChange={({ currentTarget }) => {
              const before = { optionLines: form.values.options, optionValues: known };
              const { optionLines, optionValues } = withOptionLines(before, currentTarget.value);
              setKnown(optionValues);
              form.setFieldValue("options", optionLines);
            }}
          />
        )}
        <TextInput label={question.placeholder} readOnly={readOnly} {...form.getInputProps("placeholder")} />
        <TextInput label={text.helpText} readOnly={readOnly} {...form.getInputProps("helpText")} />
        <PickMany
          label={text.askedWith}
          placeholder={form.values.serviceIds.length === 0 ? text.every : ""}
          items={services.data ?? []}
          readOnly={readOnly}
          {...form.getInputProps("serviceIds")}
        />
        {tick("visibleToCustomers", text.visible, text.visibleHint)}
        {form.values.visibleToCustomers && tick("required", question.required)}
        {tick("active", text.asked)}
        {!readOnly && (
          <FormEnd
            form={form}
            refusal={refusal}
            sending={sending}
            cancel={close}
            deletion={field && { name: field.label, run: () => remove.mutateAsync({ id: String(field.id) }) }}
          />
        )}
      </Stack>
    </form>
  );
}
