import {
  createProductCategory,
  deleteProductCategory,
  getProductCategory,
  listProductCategories,
  updateProductCategory,
} from "../../../src/domain/commerce/product-categories/operations.ts";
import { useTexts } from "../../shared/locale.ts";
import { CategoryList } from "../parts/categories.tsx";
import type { TabProps } from "./page.tsx";
import { texts } from "./texts.ts";

const kind = {
  list: listProductCategories,
  get: getProductCategory,
  create: createProductCategory,
  update: updateProductCategory,
  remove: deleteProductCategory,
  noun: "product-categories",
  things: "products",
  access: "products:write",
} as const;

export function ProductCategories(props: TabProps) {
  return <CategoryList kind={kind} text={useTexts(texts)} {...props} />;
}
