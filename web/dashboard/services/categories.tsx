import {
  createCategory,
  deleteCategory,
  getCategory,
  listCategories,
  updateCategory,
} from "../../../src/domain/services/categories/operations.ts";
import { useTexts } from "../../shared/locale.ts";
import { CategoryList } from "../parts/categories.tsx";
import type { TabProps } from "./page.tsx";
import { texts } from "./texts.ts";

const kind = {
  list: listCategories,
  get: getCategory,
  create: createCategory,
  update: updateCategory,
  remove: deleteCategory,
  noun: "categories",
  things: "services",
  access: "services:write",
} as const;

export function Categories(props: TabProps) {
  const text = useTexts(texts);
  return <CategoryList kind={kind} text={{ ...text, colour: text.colourPlain }} about={text.order} {...props} />;
}
