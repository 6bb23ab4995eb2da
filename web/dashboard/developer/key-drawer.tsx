import { Drawer, MultiSelect, NumberInput, Stack, Switch, TextInput } from "@mantine/core";
import { changeApiKey, createApiKey } from "../../../src/domain/accounts/keys/operations.ts";
import { furtherTools, toolDomains } from "../../../src/domain/identity/agents/tools.ts";
import { useClock, useTexts } from "../../shared/locale.ts";
import { useDo } from "../parts/data.ts";
import { DayInput } from "../parts/day.tsx";
import { isDay } from "../parts/days.ts";
import { Section } from "../parts/fold.tsx";
import { FormEnd, useRecordForm } from "../parts/form.tsx";
import { words } from "../parts/words.ts";
import { instantAt, wallTimeAt } from "../parts/zoned.ts";
import type { ApiKey } from "./keys.tsx";
import { keysTexts } from "./keys-texts.ts";

type Props = { apiKey: ApiKey | null; made: (key: string) => void; close: () => void };

/** A new key, or the name and limits of one that is there. */
export function KeyDrawer({ id, ...props }: Props & { id: string | null }) {
  const text = useTexts(keysTexts);
  const common = useTexts(words);
  return (
    <Drawer
      opened={id !== null}
      onClose={props.close}
      position="right"
      title={props.apiKey?.name ?? text.add}
      closeButtonProps={{ "aria-label": common.close }}
    >
      {id !== null && <KeyForm key={id} {...props} />}
    </Drawer>
  );
}

function KeyForm({ apiKey, made, close }: Props) {
  const text = useTexts(keysTexts);
  const { timeZone } = useClock();
  const create = useDo(createApiKey);
  const change = useDo(changeApiKey);
  const { form, refusal, sending, onSubmit } = useRecordForm(
    {
      name: apiKey?.name ?? "",
      readOnly: apiKey?.readOnly ?? false,
      tools: apiKey?.tools ?? [],
      callsPerDay: (apiKey?.callsPerDay ?? "") as number | "",
      expiresOn: null as string | null,
      testMode: false,
    },
    ({ name, readOnly, tools, callsPerDay, expiresOn, testMode }) => {
      const fields = {
        name,
        readOnly,
        tools: tools.length > 0 ? tools : null,
        callsPerDay: callsPerDay === "" ? null : callsPerDay,
      };
      if (apiKey) return change.deed({ id: String(apiKey.id), ...fields });
      // What is no day goes as it is, and is refused.
      const expiresAt = isDay(expiresOn) ? endOf(expiresOn, timeZone) : expiresOn;
      return create.deed({ ...fields, testMode, expiresAt }, ({ key }) => made(key));
    },
    { done: close, nameOf: (field) => (field === "expiresAt" ? "expiresOn" : field) },
  );
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        <TextInput
          label={text.name}
          description={text.nameHint}
          required
          autoComplete="off"
          data-autofocus
          {...form.getInputProps("name")}
        />
        {!apiKey && (
          <Switch
            label={text.testMode}
            description={text.testHint}
            {...form.getInputProps("testMode", { type: "checkbox" })}
          />
        )}
        <Section title={text.limits}>
          <Switch label={text.readOnly} {...form.getInputProps("readOnly", { type: "checkbox" })} />
          <MultiSelect
            label={text.tools}
            description={text.toolsHint}
            data={tools}
            searchable
            clearable
            hidePickedOptions
            {...form.getInputProps("tools")}
          />
          <NumberInput
            label={text.callsPerDay}
            description={text.callsHint}
            min={1}
            max={1_000_000}
            allowDecimal={false}
            thousandSeparator
            {...form.getInputProps("callsPerDay")}
          />
          {!apiKey && (
            <DayInput
              label={text.expires}
              description={text.expiresHint}
              clearable
              minDate={wallTimeAt(timeZone, new Date().toISOString()).slice(0, 10)}
              {...form.getInputProps("expiresOn")}
            />
          )}
        </Section>
        <FormEnd
          form={form}
          refusal={refusal}
          sending={sending}
          cancel={close}
          {...(apiKey ? {} : { label: text.add })}
        />
      </Stack>
    </form>
  );
}

const tools = [
  ...Object.entries(toolDomains).map(([group, items]) => ({ group, items: [...items] as string[] })),
  { group: "more", items: [...furtherTools] as string[] },
];

/** The end of a local day. */
const endOf = (date: string, timeZone: string): string => {
  const next = new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  return instantAt(timeZone, `${next} 00:00`);
};
