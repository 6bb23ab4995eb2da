import { Anchor, Group, Stack, Text, Textarea, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import type {
  createCategory,
  deleteCategory,
  getCategory,
  listCategories,
  updateCategory,
} from "../../../src/domain/services/categories/operations.ts";
import type { Answer } from "../../shared/api.ts";
import { useSession } from "../app/session.tsx";
import { useAddress } from "./address.ts";
import { ColourInput } from "./colours.tsx";
import { useAll, useDo } from "./data.ts";
import { RecordDrawer } from "./drawer.tsx";
import { FormEnd, useRecordForm } from "./form.tsx";
import { useOrder } from "./order.ts";
import { Sortable } from "./sortable.tsx";
import { Empty, Failed, Waiting } from "./states.tsx";

/** What is done with the categories of one kind of thing. Those of products have the same fields as those of services. */
type Kind = {
  list: typeof listCategories;
  get: typeof getCategory;
  create: typeof createCategory;
  update: typeof updateCategory;
  remove: typeof deleteCategory;
  /** The part of these operations' names before the dot, and that of the things which have a category. */
  noun: string;
  things: string;
  /** Whether the person may change them. */
  access: Parameters<ReturnType<typeof useSession>["may"]>[0];
};
type Words = Record<"noCategories" | "noCategoriesText" | "addCategory" | "name" | "description" | "colour", string>;
type Props = {
  kind: Kind;
  text: Words;
  /** The category that is open, "new" for one that is not there yet. */
  id: string | null;
  close: () => void;
  /** The button that makes one. */
  add: ReactNode;
  /** Stands below the list. */
  about?: ReactNode;
};

/** Categories in their order, and one of them beside the list. */
export function CategoryList({ kind, text, id, close, add, about }: Props) {
  const { may } = useSession();
  const [, setAddress] = useAddress();
  const categories = useAll(kind.list, {});
  const { items, move, settled } = useOrder(categories.data ?? [], kind.update, kind.noun);
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
            disabled={!may(kind.access)}
            gap={0}
          >
            {({ id, name, description, color }) => (
              <Group gap="sm" wrap="nowrap" py={6} mih={52}>
                <span className="dot" style={{ background: color ?? "transparent" }} aria-hidden />
                <Stack gap={0} miw={0}>
                  <Anchor
                    component="button"
                    type="button"
                    fw={600}
                    ta="start"
                    onClick={() => setAddress({ id: String(id) })}
                  >
                    {name}
                  </Anchor>
                  {description && (
                    <Text size="sm" c="dimmed">
                      {description}
                    </Text>
                  )}
                </Stack>
              </Group>
            )}
          </Sortable>
          {about && (
            <Text size="sm" c="dimmed">
              {about}
            </Text>
          )}
        </Stack>
      )}
      <RecordDrawer id={id} close={close} get={kind.get} titleOf={({ name }) => name} addTitle={text.addCategory}>
        {(category) => <CategoryForm kind={kind} text={text} category={category} close={close} />}
      </RecordDrawer>
    </>
  );
}

type FormProps = Pick<Props, "kind" | "text" | "close"> & { category: Answer<typeof getCategory> | null };
function CategoryForm({ kind, text, category, close }: FormProps) {
  const { may } = useSession();
  const readOnly = !may(kind.access);
  const create = useDo(kind.create);
  const update = useDo(kind.update, { alsoChanges: [kind.things] });
  const remove = useDo(kind.remove, { alsoChanges: [kind.things] });
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
            deletion={category && { name: category.name, run: () => remove.mutateAsync({ id: String(category.id) }) }}
          />
        )}
      </Stack>
    </form>
  );
}
