import {
  ActionIcon,
  Button,
  Group,
  NumberInput,
  Paper,
  Select,
  SimpleGrid,
  Stack,
  Switch,
  Text,
  TextInput,
} from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { listAllSchedules } from "../../../src/domain/scheduling/schedules/operations.ts";
import { fill, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAsk } from "../parts/data.ts";
import { hostWords } from "./editor-more-texts.ts";
import { timeWords } from "./editor-texts.ts";
import type { EditorForm } from "./fields.ts";
import type { Values } from "./model.ts";

type Host = Values["hosts"][number];
type RowProps = { host: Host; form: EditorForm; put: (host: Host) => void; remove: () => void; readOnly: boolean };

/** One host, and how much comes to them. */
export function HostRow(props: RowProps) {
  const { host, form, put, remove, readOnly } = props;
  const text = useTexts(hostWords);
  const kind = form.values.schedulingType;
  return (
    <Paper withBorder p="sm">
      <Group justify="space-between" wrap="nowrap">
        <Text fw={600}>{host.name}</Text>
        {!readOnly && (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={fill(text.remove, { name: host.name })}
            onClick={remove}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        )}
      </Group>
      <Stack gap="xs">
        {kind === "roundRobin" && (
          <Switch
            label={text.fixed}
            disabled={readOnly}
            checked={host.isFixed}
            onChange={({ currentTarget }) => put({ ...host, isFixed: currentTarget.checked })}
          />
        )}
        <SimpleGrid cols={{ base: 2, xs: 4 }} spacing="xs">
          {kind === "roundRobin" && !host.isFixed && <Share {...props} />}
          <HostSchedule {...props} />
        </SimpleGrid>
      </Stack>
    </Paper>
  );
}

function Share({ host, form, put, readOnly }: RowProps) {
  const text = useTexts(hostWords);
  const { hostGroups, isRRWeightsEnabled } = form.values;
  return (
    <>
      <Select
        label={text.priority}
        allowDeselect={false}
        readOnly={readOnly}
        data={([0, 1, 2, 3, 4] as const).map((value) => ({ value: String(value), label: text[`priority${value}`] }))}
        value={String(host.priority)}
        onChange={(chosen) => put({ ...host, priority: Number(chosen) })}
      />
      {isRRWeightsEnabled && (
        <NumberInput
          label={text.weight}
          min={0}
          max={10_000}
          allowDecimal={false}
          readOnly={readOnly}
          value={host.weight}
          onChange={(typed) => put({ ...host, weight: Number(typed) })}
        />
      )}
      {hostGroups.length > 0 && (
        <Select
          label={text.group}
          readOnly={readOnly}
          data={[{ value: "", label: text.noGroup }, ...hostGroups.map(({ id, name }) => ({ value: id, label: name }))]}
          value={host.groupId ?? ""}
          allowDeselect={false}
          onChange={(chosen) => put({ ...host, groupId: chosen || null })}
        />
      )}
    </>
  );
}

function HostSchedule({ host, put, readOnly }: RowProps) {
  const text = useTexts(timeWords);
  const { user, role } = useSession();
  // Managers and up see the schedules of others.
  const mayLook = host.userId === user.id || ["owner", "admin", "manager"].includes(role ?? "");
  const schedules = useAsk(listAllSchedules, mayLook ? { userId: String(host.userId) } : null);
  if (!mayLook) return null;
  return (
    <Select
      label={text.schedule}
      allowDeselect={false}
      readOnly={readOnly}
      data={[
        { value: "", label: text.defaultSchedule },
        ...(schedules.data?.items ?? [])
          .filter(({ inherited }) => !inherited)
          .map(({ id, name }) => ({ value: String(id), label: name })),
      ]}
      value={host.scheduleId === null ? "" : String(host.scheduleId)}
      onChange={(chosen) => put({ ...host, scheduleId: chosen ? Number(chosen) : null })}
    />
  );
}

/** Groups of a round-robin, of each of which one takes part. */
export function Groups({ form, readOnly }: { form: EditorForm; readOnly: boolean }) {
  const text = useTexts(hostWords);
  const { hostGroups, hosts } = form.values;
  const set = (groups: Values["hostGroups"]) => form.setFieldValue("hostGroups", groups);
  const remove = (id: string) => {
    set(hostGroups.filter((group) => group.id !== id));
    form.setFieldValue(
      "hosts",
      hosts.map((host) => (host.groupId === id ? { ...host, groupId: null } : host)),
    );
  };
  const add = () => {
    let number = hostGroups.length + 1;
    while (hostGroups.some(({ id }) => id === `group-${number}`)) number++;
    set([...hostGroups, { id: `group-${number}`, name: `${text.group} ${number}` }]);
  };
  return (
    <>
      <Text size="sm" c="dimmed">
        {text.groupsText}
      </Text>
      {hostGroups.map((group, index) => (
        <Group key={group.id} gap="xs" align="flex-end" wrap="nowrap">
          <TextInput
            style={{ flex: 1 }}
            label={fill(text.groupName, { count: index + 1 })}
            readOnly={readOnly}
            value={group.name}
            error={form.errors[`hostGroups.${index}.name`]}
            onChange={({ currentTarget }) => set(hostGroups.with(index, { ...group, name: currentTarget.value }))}
          />
          {!readOnly && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={fill(text.remove, { name: group.name })}
              onClick={() => remove(group.id)}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          )}
        </Group>
      ))}
      {!readOnly && (
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={add}
          style={{ alignSelf: "flex-start" }}
        >
          {text.addGroup}
        </Button>
      )}
    </>
  );
}
