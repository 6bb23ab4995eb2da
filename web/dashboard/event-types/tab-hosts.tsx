import { Alert, MultiSelect, Radio, Select, SimpleGrid, Stack, Switch } from "@mantine/core";
import { listMembersOfTeam } from "../../../src/domain/scheduling/teams/operations.ts";
import { useTexts } from "../../shared/locale.ts";
import { useAsk } from "../parts/data.ts";
import { Fold, Section } from "../parts/fold.tsx";
import { hostWords } from "./editor-more-texts.ts";
import { useFieldNames } from "./field-names.ts";
import type { TabProps } from "./fields.ts";
import { Groups, HostRow } from "./hosts.tsx";
import { unlockableFields } from "./model.ts";
import { listWords } from "./texts.ts";

const kinds = ["roundRobin", "collective", "managed"] as const;

/** Who of the team takes the meetings. */
export function Hosts(props: TabProps) {
  const { form, readOnly } = props;
  const text = useTexts(hostWords);
  const types = useTexts(listWords);
  const kind = form.values.schedulingType ?? "roundRobin";
  return (
    <>
      <Radio.Group
        label={text.kind}
        value={kind}
        readOnly={readOnly}
        error={form.errors.schedulingType}
        onChange={(chosen) => form.setFieldValue("schedulingType", chosen as typeof kind)}
      >
        <Stack gap="xs" pt={4}>
          {kinds.map((one) => (
            <Radio key={one} value={one} label={types[one]} description={types[`${one}Hint`]} />
          ))}
        </Stack>
      </Radio.Group>
      <Switch
        label={text.everybody}
        disabled={readOnly}
        {...form.getInputProps("assignAllTeamMembers", { type: "checkbox" })}
      />
      <HostList {...props} />
      {kind === "roundRobin" && <Sharing {...props} />}
      {kind === "managed" && <Unlocked {...props} />}
    </>
  );
}

function HostList({ form, eventType, readOnly }: TabProps) {
  const text = useTexts(hostWords);
  const members = useAsk(listMembersOfTeam, { id: String(eventType.teamId), limit: "200" });
  const { hosts } = form.values;
  const free = (members.data?.items ?? []).filter(({ id }) => !hosts.some(({ userId }) => userId === id));
  const add = (chosen: string | null) => {
    const member = free.find(({ id }) => String(id) === chosen);
    if (member)
      form.setFieldValue("hosts", [
        ...hosts,
        {
          userId: member.id,
          name: member.name,
          isFixed: false,
          priority: 2,
          weight: 100,
          groupId: null,
          scheduleId: null,
        },
      ]);
  };
  return (
    <Stack gap="xs">
      {hosts.map((host, index) => (
        <HostRow
          key={host.userId}
          host={host}
          form={form}
          put={(changed) => form.setFieldValue("hosts", hosts.with(index, changed))}
          remove={() => form.setFieldValue("hosts", hosts.toSpliced(index, 1))}
          readOnly={readOnly}
        />
      ))}
      {hosts.length === 0 && (
        <Alert variant="light" color="yellow" role="status">
          {text.nobody}
        </Alert>
      )}
      {!readOnly && free.length > 0 && (
        <Select
          label={text.add}
          searchable
          value={null}
          data={free.map(({ id, name }) => ({ value: String(id), label: name }))}
          onChange={add}
          maw={320}
        />
      )}
    </Stack>
  );
}

function Sharing({ form, readOnly }: TabProps) {
  const text = useTexts(hostWords);
  const tick = (
    field: "isRRWeightsEnabled" | "countNoShows" | "countCancellations" | "countAbsences",
    label: string,
  ) => <Switch label={label} disabled={readOnly} {...form.getInputProps(field, { type: "checkbox" })} />;
  return (
    <>
      {tick("isRRWeightsEnabled", text.weights)}
      <Fold label={text.groups} open={form.values.hostGroups.length > 0}>
        <Groups form={form} readOnly={readOnly} />
      </Fold>
      <Fold label={text.sharing}>
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <Select
            label={text.period}
            allowDeselect={false}
            readOnly={readOnly}
            data={(["day", "month"] as const).map((value) => ({ value, label: text[value] }))}
            {...form.getInputProps("roundRobinPeriod")}
          />
          <Select
            label={text.basis}
            allowDeselect={false}
            readOnly={readOnly}
            data={(["createdAt", "startTime"] as const).map((value) => ({ value, label: text[value] }))}
            {...form.getInputProps("roundRobinBasis")}
          />
        </SimpleGrid>
        {tick("countNoShows", text.noShows)}
        {tick("countCancellations", text.cancelled)}
        {tick("countAbsences", text.absences)}
      </Fold>
    </>
  );
}

function Unlocked({ form, readOnly }: TabProps) {
  const text = useTexts(hostWords);
  const nameOf = useFieldNames();
  return (
    <Section title={text.unlocked} text={text.unlockedText}>
      <MultiSelect
        aria-label={text.unlocked}
        searchable
        data={unlockableFields.map((value) => ({ value, label: nameOf(value) }))}
        readOnly={readOnly}
        {...form.getInputProps("unlockedFields")}
      />
    </Section>
  );
}
