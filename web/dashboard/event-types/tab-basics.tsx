import { NumberInput, Select, Stack, Switch, TagsInput, Textarea, TextInput } from "@mantine/core";
import { useTexts } from "../../shared/locale.ts";
import { ColourInput } from "../parts/colours.tsx";
import { editorWords } from "./editor-texts.ts";
import type { TabProps } from "./fields.ts";
import { Lockable } from "./locked.tsx";

/** What it is called, where its page is, how long it takes. */
export function Basics({ form, eventType, readOnly }: TabProps) {
  const text = useTexts(editorWords);
  const { pathname } = new URL(eventType.link);
  const path = pathname.slice(0, pathname.lastIndexOf("/") + 1);
  return (
    <>
      <Lockable field="title">
        <TextInput label={text.title} required readOnly={readOnly} {...form.getInputProps("title")} />
      </Lockable>
      <Lockable field="slug">
        <TextInput
          label={text.slug}
          description={`${text.slugHint} · ${path}${form.values.slug}`}
          readOnly={readOnly}
          {...form.getInputProps("slug")}
        />
      </Lockable>
      <Lockable field="description">
        <Textarea
          label={text.description}
          autosize
          minRows={3}
          readOnly={readOnly}
          {...form.getInputProps("description")}
          value={form.values.description ?? ""}
        />
      </Lockable>
      <Lengths form={form} eventType={eventType} readOnly={readOnly} />
      <Lockable field="color">
        <ColourInput
          label={text.color}
          readOnly={readOnly}
          maw={240}
          {...form.getInputProps("color")}
          value={form.values.color ?? ""}
          onChange={(color) => form.setFieldValue("color", color || null)}
        />
      </Lockable>
      <Lockable field="active">
        <Switch label={text.active} disabled={readOnly} {...form.getInputProps("active", { type: "checkbox" })} />
      </Lockable>
      <Lockable field="hidden">
        <Switch
          label={text.hidden}
          description={text.hiddenHint}
          disabled={readOnly}
          {...form.getInputProps("hidden", { type: "checkbox" })}
        />
      </Lockable>
    </>
  );
}

function Lengths({ form, readOnly }: TabProps) {
  const text = useTexts(editorWords);
  const { length, lengthOptions } = form.values;
  const several = lengthOptions.length > 0;
  const choose = (typed: string[]) => {
    const lengths = [...new Set(typed.map(Number))]
      .filter((one) => Number.isInteger(one) && one >= 1 && one <= 1440)
      .sort((a, b) => a - b);
    form.setFieldValue("lengthOptions", lengths);
    if (lengths.length > 0 && !lengths.includes(length)) form.setFieldValue("length", lengths[0]!);
  };
  return (
    <Stack gap="sm">
      <Lockable field="lengthOptions">
        <Switch
          label={text.choice}
          disabled={readOnly}
          checked={several}
          onChange={({ currentTarget }) => form.setFieldValue("lengthOptions", currentTarget.checked ? [length] : [])}
        />
      </Lockable>
      {several ? (
        <>
          <Lockable field="lengthOptions">
            <TagsInput
              label={text.lengths}
              description={text.lengthsHint}
              readOnly={readOnly}
              value={lengthOptions.map(String)}
              onChange={choose}
              error={form.errors.lengthOptions}
            />
          </Lockable>
          <Lockable field="length">
            <Select
              label={text.usual}
              readOnly={readOnly}
              maw={240}
              allowDeselect={false}
              data={lengthOptions.map(String)}
              value={String(length)}
              error={form.errors.length}
              onChange={(chosen) => form.setFieldValue("length", Number(chosen))}
            />
          </Lockable>
        </>
      ) : (
        <Lockable field="length">
          <NumberInput
            label={text.length}
            required
            min={1}
            max={1440}
            allowDecimal={false}
            readOnly={readOnly}
            maw={240}
            {...form.getInputProps("length")}
          />
        </Lockable>
      )}
    </Stack>
  );
}
