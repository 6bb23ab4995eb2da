import { Stack, Text, Textarea, TextInput } from "@mantine/core";
import {
  createCategory,
  deleteCategory,
  getCategory,
  listCategories,
  updateCategory,
} from "../../../src/domain/services/categories/operations.ts";
import type { Answer } from "../../shared/api.ts";
import { useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { ColourInput } from "../parts/colours.tsx";
import { useAll, useDo } from "../parts/data.ts";
import { DeleteButton, RecordDrawer } from "../parts/drawer.tsx";
import { FormEnd, useRecordForm } from "../parts/form.tsx";
import { useOrder } from "../parts/order.ts";
import { Sortable } from "../parts/sortable.tsx";
import { Empty, Failed, Waiting } from "../parts/states.tsx";
import type { TabProps } from "./page.tsx";
import { MenuRow } from "./row.tsx";
import { texts } from "./texts.ts";

export function Categories({ id, close, add }: TabProps) {
  const text = useTexts(texts);
  const { may } = useSession();
  const categories = useAll(listCategories, {});
  const { items, move, settled } = useOrder(categories.data ?? [], updateCategory, "categories");
  if (categories.error) return <Failed error={categories.error} again={() => void categories.refetch()} />;
  return (
    <>
      {!categories.data ? (
        <Waiting />
      ) : items.length === 0 ? (
        <Empty title={text.noCategories} action={add}>
          {text.noCategoriesText}
        </Empty>
      ) : (
        <Stack maw={760}>
          <Sortable
            items={items}
            keyOf={({ id }) => id}
            nameOf={({ name }) => name}
            move={move}
            settled={settled}
            disabled={!may("services:write")}
            gap={0}
          >
            {({ id, name, description, color }) => <MenuRow id={id} name={name} color={color} about={description} />}
          </Sortable>
          <Text size="sm" c="dimmed">
            {text.order}
          </Text>
        </Stack>
      )}
      <RecordDrawer id={id} close={close} get={getCategory} titleOf={({ name }) => name} addTitle={text.addCategory}>
        {(category) => <CategoryForm category={category} close={close} />}
      </RecordDrawer>
    </>
  );
}

function CategoryForm({ category, close }: { category: Answer<typeof getCategory> | null; close: () => void }) {
  const text = useTexts(texts);
  const { may } = useSession();
  const readOnly = !may("services:write");
  const create = useDo(createCategory);
  const update = useDo(updateCategory, { alsoChanges: ["services"] });
  const remove = useDo(deleteCategory, { alsoChanges: ["services"] });
  const { form, refusal, sending, onSubmit } = useRecordForm(
    { name: category?.name ?? "", description: category?.description ?? "", color: category?.color ?? "" },
    ({ name, description, color }) => {
      const fields = { name, description: description || null, color: color || null };
      return category
        ? update.deed({ id: String(category.id), ...fields, options: { ifMatch: category.version } })
        : create.deed(fields);
    },
    { done: close },
  );
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        <TextInput label={text.name} required data-autofocus readOnly={readOnly} {...form.getInputProps("name")} />
        <Textarea
          label={text.description}
          autosize
          minRows={2}
          readOnly={readOnly}
          {...form.getInputProps("description")}
        />
        <ColourInput label={text.colourPlain} readOnly={readOnly} {...form.getInputProps("color")} />
        {!readOnly && (
          <FormEnd
            form={form}
            refusal={refusal}
            sending={sending}
            cancel={close}
            more={
              category && (
                <DeleteButton
                  name={category.name}
                  close={close}
                  remove={() => remove.mutateAsync({ id: String(category.id) })}
                />
              )
            }
          />
        )}
      </Stack>
    </form>
  );
}
