import { Button, Group, Tabs } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { exportProducts, importProducts } from "../../../src/domain/commerce/products/transfer.ts";
import { addressOf } from "../../shared/api.ts";
import { useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAddress } from "../parts/address.ts";
import { CsvMenu } from "../parts/import.tsx";
import { Page } from "../parts/page.tsx";
import { ProductCategories } from "./categories.tsx";
import { Products } from "./list.tsx";
import { texts } from "./texts.ts";

const importFields = [
  "name",
  "sku",
  "barcode",
  "description",
  "category",
  "price",
  "cost",
  "currency",
  "stock",
  "lowStockThreshold",
  "trackStock",
  "allowBackorder",
  "location",
  "imageUrl",
  "active",
  "id",
];
/** What each tab gets: the record that is open, and the button that makes one. */
export type TabProps = { id: string | null; close: () => void; add: ReactNode };

/** What is sold at the counter, and how much of it there is. */
export default function ProductsPage() {
  const text = useTexts(texts);
  const { may } = useSession();
  const [{ tab: wanted, id }, setAddress] = useAddress();
  const tab = wanted === "categories" ? "categories" : "products";
  const add = may("products:write") && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAddress({ id: "new" })}>
      {tab === "products" ? text.add : text.addCategory}
    </Button>
  );
  const importing = may("products:write") && {
    operation: importProducts,
    fields: importFields,
    changes: ["products", "product-categories"],
  };
  const given = { id: id ?? null, close: () => setAddress({ id: undefined, part: undefined }), add };
  return (
    <Page
      title={text.title}
      action={
        <Group gap="xs">
          {tab === "products" && <CsvMenu exportHref={addressOf(exportProducts, {})} importing={importing} />}
          {add}
        </Group>
      }
    >
      <Tabs
        value={tab}
        onChange={(tab) =>
          setAddress({ tab: tab === "products" ? undefined : (tab ?? undefined), id: undefined, search: undefined })
        }
        keepMounted={false}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="products">{text.products}</Tabs.Tab>
          <Tabs.Tab value="categories">{text.categories}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="products">
          <Products {...given} />
        </Tabs.Panel>
        <Tabs.Panel value="categories">
          <ProductCategories {...given} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
