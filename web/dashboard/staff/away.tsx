import { ActionIcon, Autocomplete, Group, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import {
  createOutOfOffice,
  deleteOutOfOffice,
  listOutOfOffice,
} from "../../../src/domain/services/out-of-office/operations.ts";
import type { ItemOf } from "../../shared/api.ts";
import { fill, useSay, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useDo, useList } from "../parts/data.ts";
import { lastDay } from "../parts/days.ts";
import { FormEnd, useConfirmDelete, useRecordForm } from "../parts/form.tsx";
import { Rows } from "../parts/rows.tsx";
import type { Employee } from "./drawer.tsx";
import { texts } from "./texts.ts";

/** When somebody is away, now and later. */
export function Away({ employee }: { employee: Employee }) {
  const text = useTexts(texts);
  const { may } = useSession();
  const list = useList(listOutOfOffice, { employeeId: String(employee.id), limit: "50" });
  return (
    <Stack gap="lg">
      {list.items.length === 0 && !list.loading && !list.error ? (
        <Text c="dimmed">{fill(text.noAway, { name: employee.name })}</Text>
      ) : (
        <Rows label={text.away} list={list} empty={{ title: "", text: "" }}>
          {(entry) => <AwayRow entry={entry} />}
        </Rows>
      )}
      {may("appointments:write") && <AwayForm key={list.items.length} employee={employee} />}
    </Stack>
  );
}

function AwayRow({ entry: { id, start, end, reason, notes } }: { entry: ItemOf<typeof listOutOfOffice> }) {
  const text = useTexts(texts);
  const say = useSay();
  const { may } = useSession();
  const remove = useDo(deleteOutOfOffice);
  const confirmDelete = useConfirmDelete();
  // The end is the first instant of being there again: a moment before is the last day away.
  const last = new Date(Date.parse(end) - 1000).toISOString();
  const from = say.date(start);
  const until = say.date(last);
  return (
    <Group justify="space-between" wrap="nowrap" px="md" py="xs">
      <div>
        <Text fw={600}>{from === until ? from : `${from} – ${until}`}</Text>
        <Text size="sm" c="dimmed">
          {[reason, notes].filter(Boolean).join(" · ")}
        </Text>
      </div>
      {may("appointments:write") && (
        <ActionIcon
          variant="subtle"
          color="red"
          aria-label={fill(text.removeAway, { reason, day: from })}
          onClick={() => confirmDelete(`${reason}, ${from}`, () => remove.mutateAsync({ id: String(id) }))}
        >
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      )}
    </Group>
  );
}

function AwayForm({ employee }: { employee: Employee }) {
  const text = useTexts(texts);
  const create = useDo(createOutOfOffice, { alsoChanges: ["slots", "availability"] });
  const { form, refusal, sending, onSubmit } = useRecordForm(
    { start: "", end: "", reason: "" },
    ({ start, end, reason }) => create.deed({ employeeId: employee.id, start, end, ...(reason ? { reason } : {}) }),
  );
  return (
    <form onSubmit={onSubmit} noValidate aria-label={text.addAway}>
      <Stack gap="sm">
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <TextInput
            type="date"
            label={text.from}
            required
            {...form.getInputProps("start")}
            onChange={({ currentTarget: { value: start } }) =>
              form.setValues({ start, end: lastDay(form.values, start) })
            }
          />
          <TextInput type="date" label={text.to} required min={form.values.start} {...form.getInputProps("end")} />
        </SimpleGrid>
        <Autocomplete label={text.reason} description={text.reasonHint} {...form.getInputProps("reason")} />
        <Text size="sm" c="dimmed">
          {text.booked}
        </Text>
        <FormEnd form={form} refusal={refusal} sending={sending} label={text.addAway} />
      </Stack>
    </form>
  );
}
