import { useState } from "react";
import { fill } from "../../shared/locale.ts";
import { rememberedVisitor, rememberVisitor } from "../remembered.ts";
import { useWords } from "../texts.ts";
import type { Values } from "./form.ts";

/** Whose details are filled in, and the way to take them out. */
export function Known({ values, onForget }: { values: Values; onForget: () => void }) {
  const words = useWords();
  const [known, setKnown] = useState(rememberedVisitor);
  if (!known || (values.name !== known.name && values.email !== known.email)) return null;
  const forget = () => {
    rememberVisitor(null);
    setKnown(null);
    onForget();
  };
  return (
    <p className="known">
      {fill(words.known, { name: known.name })}{" "}
      <button type="button" className="plain" onClick={forget}>
        {words.notYou}
      </button>
    </p>
  );
}

/** The first field that is empty; where all are filled in, the button that books. */
export function focusFirst(form: HTMLFormElement | null): void {
  const needed = form?.querySelectorAll<HTMLInputElement>("input:required, textarea:required, select:required");
  const empty = [...(needed ?? [])].find(({ type, value, checked }) => (type === "checkbox" ? !checked : value === ""));
  (empty ?? form?.querySelector<HTMLElement>("[type=submit]"))?.focus({ preventScroll: true });
}

export function focusWrong(form: HTMLFormElement | null): void {
  const field = form?.querySelector<HTMLElement>("[aria-invalid=true]");
  (field?.matches("fieldset") ? field.querySelector("input") : field)?.focus();
}
