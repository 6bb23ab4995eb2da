import { type ReactNode, useId } from "react";
import { useWords } from "../texts.ts";
import type { Field, Value } from "./form.ts";

type Props = { field: Field; value: Value | undefined; wrong: string | undefined; onChange: (value: Value) => void };

/** One question with its label, its hint, and what is wrong with the answer. */
export function FormField(props: Props) {
  const { type } = props.field;
  if (type === "radio" || type === "checkbox" || type === "multiselect") return <Choices {...props} />;
  if (type === "boolean") return <Tick {...props} />;
  return <Entry {...props} />;
}

const types: Partial<Record<Field["type"], string>> = { email: "email", phone: "tel", url: "url" };

function Entry({ field, value, wrong, onChange }: Props) {
  const words = useWords();
  const id = useId();
  const { type, required, options, placeholder, maxLength, autocomplete } = field;
  const common = {
    id,
    name: field.name,
    value: typeof value === "string" ? value : "",
    required,
    "aria-invalid": wrong ? true : undefined,
    "aria-describedby": describedBy(id, field.hint, wrong),
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  };
  return (
    <div className="field">
      <label htmlFor={id}>
        <Label field={field} />
      </label>
      <Below id={id} hint={field.hint} wrong={wrong} />
      {type === "select" || type === "count" ? (
        <select {...common}>
          {type === "select" && <option value="">{words.choose}</option>}
          {options?.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      ) : type === "textarea" || type === "multiemail" ? (
        <textarea {...common} rows={3} placeholder={placeholder} maxLength={maxLength} />
      ) : (
        <input
          {...common}
          type={types[type] ?? "text"}
          inputMode={type === "number" ? "decimal" : undefined}
          placeholder={placeholder}
          maxLength={maxLength}
          autoComplete={autocomplete ?? "off"}
        />
      )}
    </div>
  );
}

function Choices({ field, value, wrong, onChange }: Props) {
  const id = useId();
  const chosen = [value ?? []].flat();
  const many = field.type !== "radio";
  const toggle = (option: string, on: boolean) =>
    onChange(
      many
        ? [...chosen.filter((one): one is string => one !== option && typeof one === "string"), ...(on ? [option] : [])]
        : option,
    );
  return (
    <fieldset
      className="field"
      aria-describedby={describedBy(id, field.hint, wrong)}
      aria-invalid={wrong ? true : undefined}
    >
      <legend>
        <Label field={field} />
      </legend>
      <Below id={id} hint={field.hint} wrong={wrong} />
      {field.options?.map((option) => (
        <Choice key={option.value} label={option.label}>
          <input
            type={many ? "checkbox" : "radio"}
            name={`${id}${field.name}`}
            checked={chosen.includes(option.value)}
            onChange={(event) => toggle(option.value, event.target.checked)}
          />
        </Choice>
      ))}
    </fieldset>
  );
}

function Tick({ field, value, wrong, onChange }: Props) {
  const id = useId();
  return (
    <div className="field">
      <Below id={id} hint={field.hint} wrong={wrong} />
      <Choice label={<Label field={field} />}>
        <input
          type="checkbox"
          name={field.name}
          checked={value === true}
          required={field.required}
          aria-invalid={wrong ? true : undefined}
          aria-describedby={describedBy(id, field.hint, wrong)}
          onChange={(event) => onChange(event.target.checked)}
        />
      </Choice>
    </div>
  );
}

const Choice = ({ label, children }: { label: ReactNode; children: ReactNode }) => (
  // biome-ignore lint/a11y/noLabelWithoutControl: the control is among its children
  <label className="choice">
    {children}
    <span>{label}</span>
  </label>
);

function Label({ field }: { field: Field }) {
  const words = useWords();
  return (
    <>
      {field.label}
      {!field.required && !field.eitherOr && <span className="quiet"> ({words.optional})</span>}
    </>
  );
}

const Below = ({ id, hint, wrong }: { id: string; hint: string | undefined; wrong: string | undefined }) => (
  <>
    {hint && (
      <p className="hint" id={`${id}hint`}>
        {hint}
      </p>
    )}
    {wrong && (
      <p className="wrong" id={`${id}wrong`}>
        {wrong}
      </p>
    )}
  </>
);

const describedBy = (id: string, hint: string | undefined, wrong: string | undefined) =>
  [hint && `${id}hint`, wrong && `${id}wrong`].filter(Boolean).join(" ") || undefined;
