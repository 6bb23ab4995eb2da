import { Anchor, Group, Stack, Text, Textarea, TextInput } from "@mantine/core";
import {
  createProductCategory,
  deleteProductCategory,
  getProductCategory,
  listProductCategories,
  updateProductCategory,
} from "../../../src/domain/commerce/product-categories/operations.ts";
import type { Answer } from "../../shared/api.ts";
import { useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAddress } from "../parts/address.ts";
import { ColourInput } from "../parts/colours.tsx";
import { useAll, useDo } from "../parts/data.ts";
import { DeleteButton, RecordDrawer } from "../parts/drawer.tsx";
import { FormEnd, useRecordForm } from "../parts/form.tsx";
import { useOrder } from "../parts/order.ts";
import { Sortable } from "../parts/sortable.tsx";
import { Empty, Failed, Waiting } from "../parts/states.tsx";
import type { TabProps } from "./page.tsx";
import { texts } from "./texts.ts";

export function ProductCategories({ id, close, add }: TabProps) {
  const text = useTexts(texts);
  const { may } = useSession();
  const [, setAddress] = useAddress();
  const categories = useAll(listProductCategories, {});
  const { items, move, settled } = useOrder(categories.data ?? [], updateProductCategory, "product-categories");
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
        <div style={{ maxWidth: 760 }}>
          <Sortable
            items={items}
            keyOf={({ id }) => id}
            nameOf={({ name }) => name}
            move={move}
            settled={settled}
            disabled={!may("products:write")}
            gap={0}
          >
            {({ id, name, description, color }) => (
              <Group gap="sm" wrap="nowrap" py={6} mih={52}>
                <span className="dot" style={{ background: color ?? "transparent" }} aria-hidden />
                <div>
                  <Anchor component="button" type="button" fw={600} onClick={() => setAddress({ id: String(id) })}>
                    {name}
                  </Anchor>
                  <Text size="sm" c="dimmed">
                    {description}
                  </Text>
                </div>
              </Group>
            )}
          </Sortable>
        </div>
      )}
      <RecordDrawer
        id={id}
        close={close}
        get={getProductCategory}
        titleOf={({ name }) => name}
        addTitle={text.addCategory}
      >
        {(category) => <CategoryForm category={category} close={close} />}
      </RecordDrawer>
    </>
  );
}

function CategoryForm({ category, close }: { category: Answer<typeof getProductCategory> | null; close: () => void }) {
  const text = useTexts(texts);
  const { may } = useSession();
  const readOnly = !may("products:write");
  const create = useDo(createProductCategory);
  const update = useDo(updateProductCategory, { alsoChanges: ["products"] });
  const remove = useDo(deleteProductCategory, { alsoChanges: ["products"] });
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
        <ColourInput label={text.colour} readOnly={readOnly} {...form.getInputProps("color")} />
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
