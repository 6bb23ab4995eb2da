import { Anchor, Chip, Group, Tabs, Text } from "@mantine/core";
import { listProductCategories } from "../../../src/domain/commerce/product-categories/operations.ts";
import {
  deleteProduct,
  getProduct,
  listProducts,
  updateProduct,
} from "../../../src/domain/commerce/products/operations.ts";
import { type Answer, call, type ItemOf } from "../../shared/api.ts";
import { useSay, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAddress } from "../parts/address.ts";
import { useAll, useList } from "../parts/data.ts";
import { RecordDrawer } from "../parts/drawer.tsx";
import { type Column, RecordList } from "../parts/list.tsx";
import { type Deed, Many } from "../parts/many.tsx";
import { PickOne } from "../parts/pick.tsx";
import { ToneBadge } from "../parts/tone.tsx";
import { words } from "../parts/words.ts";
import { ProductForm } from "./form.tsx";
import type { TabProps } from "./page.tsx";
import { Stock } from "./stock.tsx";
import { texts } from "./texts.ts";

type Product = ItemOf<typeof listProducts>;

export function Products({ id, close, add }: TabProps) {
  const text = useTexts(texts);
  const [{ search, categoryId, lowStock }, setAddress] = useAddress();
  const list = useList(listProducts, { search, categoryId, lowStock: lowStock ? "true" : undefined, limit: "50" });
  const { may } = useSession();
  const columns = useColumns();
  const deeds = useDeeds();
  const nameOf = ({ name }: Product) => name;
  return (
    <>
      <RecordList<Product>
        name="products"
        list={list}
        columns={columns}
        nameOf={nameOf}
        open={({ id }) => setAddress({ id: String(id) })}
        filters={<Filters />}
        filteredBy={["categoryId", "lowStock"]}
        empty={{ title: text.empty, text: text.emptyText, action: add }}
        bulk={
          may("products:write") &&
          ((ticked, keep) => <Many ticked={ticked} keep={keep} nameOf={nameOf} changes={["products"]} deeds={deeds} />)
        }
      />
      <RecordDrawer id={id} close={close} get={getProduct} titleOf={({ name }) => name} addTitle={text.add} size="lg">
        {(product) =>
          product ? <Known product={product} close={close} /> : <ProductForm product={null} close={close} />
        }
      </RecordDrawer>
    </>
  );
}

function useDeeds(): Deed<Product>[] {
  const text = useTexts(texts);
  const common = useTexts(words);
  const sell = (active: boolean) => ({
    fits: (product: Product) => product.active !== active,
    act: ({ id, version }: Product) => call(updateProduct, { id: String(id), active }, { ifMatch: version }),
  });
  return [
    { label: text.putOnSale, ...sell(true) },
    { label: text.takeOffSale, ...sell(false) },
    {
      label: common.delete,
      act: ({ id }) => call(deleteProduct, { id: String(id) }),
      asks: { text: common.noWayBack },
      grave: true,
    },
  ];
}

function Filters() {
  const text = useTexts(texts);
  const [{ categoryId, lowStock }, setAddress] = useAddress();
  const categories = useAll(listProductCategories, {});
  return (
    <>
      <PickOne
        aria-label={text.category}
        placeholder={text.category}
        items={categories.data ?? []}
        value={categoryId ? Number(categoryId) : null}
        onChange={(id) => setAddress({ categoryId: id ? String(id) : undefined })}
        w={180}
      />
      <Chip
        checked={Boolean(lowStock)}
        onChange={(only) => setAddress({ lowStock: only ? "true" : undefined })}
        size="sm"
      >
        {text.lowOnly}
      </Chip>
    </>
  );
}

function Known({ product, close }: { product: Answer<typeof getProduct>; close: () => void }) {
  const text = useTexts(texts);
  const [{ part }, setAddress] = useAddress();
  return (
    <Tabs
      value={part ?? "details"}
      onChange={(part) => setAddress({ part: part === "details" ? undefined : (part ?? undefined) })}
      keepMounted={false}
    >
      <Tabs.List mb="md">
        <Tabs.Tab value="details">{text.details}</Tabs.Tab>
        <Tabs.Tab value="stock">{text.stock}</Tabs.Tab>
      </Tabs.List>
      {/* Stays while other tabs are open: what was typed is kept. */}
      <Tabs.Panel value="details" keepMounted>
        <ProductForm product={product} close={close} />
      </Tabs.Panel>
      <Tabs.Panel value="stock">
        <Stock id={product.id} />
      </Tabs.Panel>
    </Tabs>
  );
}

function useColumns(): Column<Product>[] {
  const text = useTexts(texts);
  const say = useSay();
  const [, setAddress] = useAddress();
  const wide = { visibleMediaQuery: "(min-width: 40em)" };
  return [
    {
      accessor: "name",
      title: text.name,
      render: ({ id, name, active }) => (
        <div>
          <Anchor component="button" type="button" fw={600} ta="start" onClick={() => setAddress({ id: String(id) })}>
            {name}
          </Anchor>
          {!active && (
            <Text size="xs" c="dimmed">
              {text.offSale}
            </Text>
          )}
        </div>
      ),
    },
    { accessor: "sku", title: text.sku, ...wide },
    { accessor: "category", title: text.category, ...wide, render: ({ category }) => category?.name },
    {
      accessor: "stock",
      title: text.stock,
      textAlign: "right",
      render: ({ stock, trackStock, lowStock }) =>
        trackStock ? (
          <Group gap={6} justify="flex-end" wrap="nowrap">
            {lowStock && <ToneBadge tone={stock > 0 ? "waiting" : "bad"}>{stock > 0 ? text.low : text.out}</ToneBadge>}
            {say.number(stock)}
          </Group>
        ) : (
          <Text size="sm" c="dimmed">
            {text.notTracked}
          </Text>
        ),
    },
    {
      accessor: "cost",
      title: text.cost,
      textAlign: "right",
      optional: true,
      render: ({ cost, currency }) => (cost === null ? "" : say.money(cost, currency)),
    },
    {
      accessor: "price",
      title: text.price,
      textAlign: "right",
      render: ({ price, currency }) => say.money(price, currency),
    },
  ];
}
