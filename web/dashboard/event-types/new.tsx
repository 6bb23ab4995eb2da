import { Modal, NumberInput, Radio, Select, Stack, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { createOneEventType } from "../../../src/domain/scheduling/event-types/operations.ts";
import { listTeams } from "../../../src/domain/scheduling/teams/operations.ts";
import { useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAsk, useDo } from "../parts/data.ts";
import { FormEnd, useRecordForm } from "../parts/form.tsx";
import { words } from "../parts/words.ts";
import type { Draft } from "./model.ts";
import { listWords } from "./texts.ts";

/** Title, length and whose it is: the rest has defaults that are right, and opens in the editor. */
export function NewEventType({ opened, close }: { opened: boolean; close: () => void }) {
  const text = useTexts(listWords);
  const { close: closeLabel } = useTexts(words);
  return (
    <Modal opened={opened} onClose={close} title={text.add} closeButtonProps={{ "aria-label": closeLabel }}>
      {opened && <NewForm close={close} />}
    </Modal>
  );
}

const kinds = ["roundRobin", "collective", "managed"] as const;

function NewForm({ close }: { close: () => void }) {
  const text = useTexts(listWords);
  const { may } = useSession();
  const navigate = useNavigate();
  const create = useDo(createOneEventType);
  const teams = useAsk(listTeams, may("teams:read") ? { limit: "200" } : null);
  const { form, refusal, sending, onSubmit } = useRecordForm(
    { title: "", length: 30, teamId: "", schedulingType: "roundRobin" },
    ({ title, length, teamId, schedulingType }) => {
      const team = teamId ? { teamId: Number(teamId), schedulingType: schedulingType as Draft["schedulingType"] } : {};
      // Once the form counts as saved.
      const open = ({ id }: { id: number }) =>
        setTimeout(() => void navigate({ to: `/event-types/${id}`, replace: true }));
      return create.deed({ title, length, ...team }, open);
    },
  );
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        <TextInput
          label={text.newTitle}
          description={text.newTitleHint}
          required
          data-autofocus
          autoComplete="off"
          {...form.getInputProps("title")}
        />
        <NumberInput
          label={text.newLength}
          required
          min={1}
          max={1440}
          allowDecimal={false}
          {...form.getInputProps("length")}
        />
        {(teams.data?.items.length ?? 0) > 0 && (
          <Select
            label={text.newOwner}
            data={[
              { value: "", label: text.yours },
              ...teams.data!.items.map(({ id, name }) => ({ value: String(id), label: name })),
            ]}
            allowDeselect={false}
            {...form.getInputProps("teamId")}
          />
        )}
        {form.values.teamId && (
          <Radio.Group label={text.newKind} {...form.getInputProps("schedulingType")}>
            <Stack gap="xs" pt={4}>
              {kinds.map((kind) => (
                <Radio key={kind} value={kind} label={text[kind]} description={text[`${kind}Hint`]} />
              ))}
            </Stack>
          </Radio.Group>
        )}
        <FormEnd form={form} refusal={refusal} sending={sending} cancel={close} label={text.create} />
      </Stack>
    </form>
  );
}
