import { ActionIcon, Badge, Group, NumberInput, Paper, Stack, Text } from "@mantine/core";
import { DateTimePicker } from "@mantine/dates";
import { IconTrash } from "@tabler/icons-react";
import {
  createPrivateLink,
  deletePrivateLink,
  listPrivateLinks,
} from "../../../src/domain/scheduling/private-links/operations.ts";
import type { ItemOf } from "../../shared/api.ts";
import { fill, useClock, useSay, useTexts } from "../../shared/locale.ts";
import { CopyField } from "../parts/copy.tsx";
import { useAsk, useDo } from "../parts/data.ts";
import { FormEnd, useConfirmDelete, useRecordForm } from "../parts/form.tsx";
import { Failed, Waiting } from "../parts/states.tsx";
import { words } from "../parts/words.ts";
import { instantAt } from "../parts/zoned.ts";
import { linkWords } from "./editor-more-texts.ts";
import type { TabProps } from "./fields.ts";

/** Links that book it without its being on the page, for some time or some bookings. */
export function PrivateLinks({ eventType, readOnly }: TabProps) {
  const text = useTexts(linkWords);
  const links = useAsk(listPrivateLinks, { eventTypeId: String(eventType.id), limit: "200" });
  if (links.error) return <Failed error={links.error} again={() => void links.refetch()} />;
  if (!links.data) return <Waiting />;
  return (
    <Stack gap="md">
      <Text c="dimmed">{text.text}</Text>
      {!readOnly && <NewLink key={links.data.total} eventTypeId={eventType.id} />}
      {links.data.items.length === 0 && <Text>{text.none}</Text>}
      {links.data.items.map((link) => (
        <OneLink key={link.id} link={link} readOnly={readOnly} />
      ))}
    </Stack>
  );
}

function NewLink({ eventTypeId }: { eventTypeId: number }) {
  const text = useTexts(linkWords);
  const { none } = useTexts(words);
  const { timeZone } = useClock();
  const create = useDo(createPrivateLink);
  const { form, refusal, sending, onSubmit } = useRecordForm(
    { expiresAt: null as string | null, maxUsageCount: "" as number | "" },
    ({ expiresAt, maxUsageCount }) =>
      create.deed({
        eventTypeId,
        expiresAt: expiresAt ? instantAt(timeZone, expiresAt) : null,
        maxUsageCount: maxUsageCount === "" ? null : maxUsageCount,
      }),
  );
  return (
    <form onSubmit={onSubmit} noValidate>
      <Group align="flex-start" gap="sm">
        <NumberInput
          label={text.uses}
          description={text.usesHint}
          min={1}
          allowDecimal={false}
          w={{ base: "100%", xs: 200 }}
          {...form.getInputProps("maxUsageCount")}
        />
        <DateTimePicker
          label={text.expires}
          valueFormat="D MMM YYYY, HH:mm"
          description={text.expiresHint}
          clearable
          clearButtonProps={{ "aria-label": none }}
          w={{ base: "100%", xs: 240 }}
          {...form.getInputProps("expiresAt")}
        />
      </Group>
      <FormEnd form={form} refusal={refusal} sending={sending} label={text.add} />
    </form>
  );
}

function OneLink({ link, readOnly }: { link: ItemOf<typeof listPrivateLinks>; readOnly: boolean }) {
  const text = useTexts(linkWords);
  const common = useTexts(words);
  const say = useSay();
  const remove = useDo(deletePrivateLink);
  const confirmDelete = useConfirmDelete();
  const { usageCount, maxUsageCount, expiresAt } = link;
  const over =
    (maxUsageCount !== null && usageCount >= maxUsageCount) ||
    (expiresAt !== null && Date.parse(expiresAt) < Date.now());
  const used =
    maxUsageCount === null
      ? fill(text.usedAny, { used: usageCount })
      : fill(text.used, { used: usageCount, most: maxUsageCount });
  return (
    <Paper withBorder p="sm">
      <CopyField label={text.link} value={link.url} />
      <Group justify="space-between" pt="xs">
        <Group gap="xs">
          {over && (
            <Badge color="gray" variant="outline" tt="none">
              {text.over}
            </Badge>
          )}
          <Text size="sm" c="dimmed" className="figures">
            {used}
            {expiresAt && `, ${fill(text.until, { when: say.dateTime(expiresAt) })}`}
          </Text>
        </Group>
        {!readOnly && (
          <ActionIcon
            variant="subtle"
            color="red"
            aria-label={`${common.delete}: ${link.url}`}
            onClick={() => confirmDelete(link.url, () => remove.mutateAsync({ id: String(link.id) }))}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        )}
      </Group>
    </Paper>
  );
}
