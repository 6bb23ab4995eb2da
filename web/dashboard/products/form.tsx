import { NumberInput, SimpleGrid, Stack, Switch, Textarea, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { listProductCategories } from "../../../src/domain/commerce/product-categories/operations.ts";
import {
  createProduct,
  deleteProduct,
  type getProduct,
  updateProduct,
} from "../../../src/domain/commerce/products/operations.ts";
import { listLocations } from "../../../src/domain/services/locations/operations.ts";
import type { Answer } from "../../shared/api.ts";
import { useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAll, useDo } from "../parts/data.ts";
import { Fold } from "../parts/fold.tsx";
import { FormEnd, useRecordForm } from "../parts/form.tsx";
import { MoneyInput } from "../parts/money.tsx";
import { PickOne } from "../parts/pick.tsx";
import { texts } from "./texts.ts";

type Product = Answer<typeof getProduct>;

const valuesOf = (product: Product | null) => ({
  name: product?.name ?? "",
  price: (product?.price ?? 0) as number | null,
  cost: product?.cost ?? null,
  sku: product?.sku ?? "",
  barcode: product?.barcode ?? "",
  categoryId: product?.categoryId ?? null,
  description: product?.description ?? "",
  stock: (product?.stock ?? 0) as number | string,
  trackStock: product?.trackStock ?? true,
  allowBackorder: product?.allowBackorder ?? false,
  lowStockThreshold: (product?.lowStockThreshold ?? "") as number | string,
  locationId: product?.locationId ?? null,
  imageUrl: product?.imageUrl ?? "",
  active: product?.active ?? true,
});
type Values = ReturnType<typeof valuesOf>;

/** The stock of a known product is changed beside, with its reason. */
const toSend = ({ stock: _, ...values }: Values) => ({
  ...values,
  price: values.price ?? 0,
  sku: values.sku || null,
  barcode: values.barcode || null,
  description: values.description || null,
  imageUrl: values.imageUrl || null,
  lowStockThreshold: values.lowStockThreshold === "" ? null : Number(values.lowStockThreshold),
});

export function ProductForm({ product, close }: { product: Product | null; close: () => void }) {
  const text = useTexts(texts);
  const { may, business } = useSession();
  const readOnly = !may("products:write");
  const create = useDo(createProduct);
  const update = useDo(updateProduct);
  const remove = useDo(deleteProduct);
  const { form, refusal, sending, onSubmit } = useRecordForm(
    valuesOf(product),
    (values) =>
      product
        ? update.deed({ id: String(product.id), ...toSend(values), options: { ifMatch: product.version } })
        : create.deed({ ...toSend(values), stock: Number(values.stock) || 0 }),
    { done: close },
  );
  const categories = useAll(listProductCategories, {});
  const money = { currency: product?.currency ?? business.currency, readOnly };
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        <TextInput label={text.name} required data-autofocus readOnly={readOnly} {...form.getInputProps("name")} />
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <MoneyInput label={text.price} {...money} {...form.getInputProps("price")} />
          <MoneyInput label={text.cost} {...money} {...form.getInputProps("cost")} />
          <TextInput label={text.sku} readOnly={readOnly} {...form.getInputProps("sku")} />
          <PickOne
            label={text.category}
            items={categories.data ?? []}
            readOnly={readOnly}
            {...form.getInputProps("categoryId")}
          />
        </SimpleGrid>
        <Counting form={form} readOnly={readOnly} isNew={!product} />
        <Switch label={text.active} disabled={readOnly} {...form.getInputProps("active", { type: "checkbox" })} />
        <More form={form} readOnly={readOnly} />
        {!readOnly && (
          <FormEnd
            form={form}
            refusal={refusal}
            sending={sending}
            cancel={close}
            deletion={product && { name: product.name, run: () => remove.mutateAsync({ id: String(product.id) }) }}
          />
        )}
      </Stack>
    </form>
  );
}

function Counting({ form, readOnly, isNew }: { form: UseFormReturnType<Values>; readOnly: boolean; isNew: boolean }) {
  const text = useTexts(texts);
  return (
    <>
      <Switch label={text.track} disabled={readOnly} {...form.getInputProps("trackStock", { type: "checkbox" })} />
      {form.values.trackStock && (
        <>
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            {isNew && <NumberInput label={text.firstStock} allowDecimal={false} {...form.getInputProps("stock")} />}
            <NumberInput
              label={text.threshold}
              min={0}
              allowDecimal={false}
              readOnly={readOnly}
              {...form.getInputProps("lowStockThreshold")}
            />
          </SimpleGrid>
          <Switch
            label={text.backorder}
            disabled={readOnly}
            {...form.getInputProps("allowBackorder", { type: "checkbox" })}
          />
        </>
      )}
    </>
  );
}

function More({ form, readOnly }: { form: UseFormReturnType<Values>; readOnly: boolean }) {
  const text = useTexts(texts);
  const { may } = useSession();
  const locations = useAll(listLocations, may("locations:read") ? {} : null);
  return (
    <Fold label={text.more}>
      <Textarea
        label={text.description}
        autosize
        minRows={2}
        readOnly={readOnly}
        {...form.getInputProps("description")}
      />
      <TextInput label={text.barcode} readOnly={readOnly} {...form.getInputProps("barcode")} />
      <PickOne
        label={text.location}
        placeholder={text.everywhere}
        items={locations.data ?? []}
        readOnly={readOnly}
        {...form.getInputProps("locationId")}
      />
      <TextInput
        label={text.image}
        type="url"
        placeholder="https://"
        readOnly={readOnly}
        {...form.getInputProps("imageUrl")}
      />
    </Fold>
  );
}
