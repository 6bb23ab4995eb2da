import { Stack, Switch, Tabs, Textarea, TextInput } from "@mantine/core";
import { createTeam, deleteTeam, getTeam, updateTeam } from "../../../src/domain/scheduling/teams/operations.ts";
import type { Answer } from "../../shared/api.ts";
import { useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAddress } from "../parts/address.ts";
import { CopyField } from "../parts/copy.tsx";
import { useDo } from "../parts/data.ts";
import { RecordDrawer } from "../parts/drawer.tsx";
import { FormEnd, useRecordForm } from "../parts/form.tsx";
import { Members } from "./members.tsx";
import { texts } from "./texts.ts";

export type Team = Answer<typeof getTeam>;

/** By the role in the business, or as the team's owner or admin. */
export function useMayChange(team: Team | null): boolean {
  const { may } = useSession();
  return may("teams:write") || (may("event-types:write") && (team?.role === "owner" || team?.role === "admin"));
}

/** One team: who is in it, and what its page says. */
export function TeamDrawer({ id, close }: { id: string | null; close: () => void }) {
  const text = useTexts(texts);
  const [{ part = "members" }, setAddress] = useAddress();
  return (
    <RecordDrawer id={id} close={close} get={getTeam} addTitle={text.add} titleOf={({ name }) => name} size="lg">
      {(team) =>
        team ? (
          <Tabs
            value={part}
            onChange={(next) => setAddress({ part: next === "members" ? undefined : (next ?? undefined) })}
            keepMounted={false}
          >
            <Tabs.List mb="md">
              <Tabs.Tab value="members">{text.members}</Tabs.Tab>
              <Tabs.Tab value="settings">{text.settings}</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="members">
              <Members team={team} close={close} />
            </Tabs.Panel>
            {/* Stays while other tabs are open: what was typed is kept. */}
            <Tabs.Panel value="settings" keepMounted>
              <TeamForm team={team} close={close} />
            </Tabs.Panel>
          </Tabs>
        ) : (
          <TeamForm team={null} close={close} />
        )
      }
    </RecordDrawer>
  );
}

function TeamForm({ team, close }: { team: Team | null; close: () => void }) {
  const text = useTexts(texts);
  const changes = { alsoChanges: ["event-types"] };
  const create = useDo(createTeam);
  const update = useDo(updateTeam, changes);
  const remove = useDo(deleteTeam, changes);
  const { form, refusal, sending, onSubmit } = useRecordForm(
    {
      name: team?.name ?? "",
      slug: team?.slug ?? "",
      bio: team?.bio ?? "",
      logoUrl: team?.logoUrl ?? "",
      hidden: team?.hidden ?? false,
    },
    ({ slug, bio, logoUrl, ...values }) => {
      const fields = { ...values, ...(slug ? { slug } : {}), bio: bio || null, logoUrl: logoUrl || null };
      return team
        ? update.deed({ id: String(team.id), ...fields, options: { ifMatch: team.version } })
        : create.deed(fields);
    },
    { done: close },
  );
  const readOnly = !useMayChange(team);
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        {team && !team.hidden && <CopyField label={text.page} value={team.link} />}
        <TextInput label={text.name} required data-autofocus readOnly={readOnly} {...form.getInputProps("name")} />
        <TextInput label={text.slug} description={text.slugHint} readOnly={readOnly} {...form.getInputProps("slug")} />
        <Textarea label={text.bio} autosize minRows={3} readOnly={readOnly} {...form.getInputProps("bio")} />
        <TextInput label={text.logo} type="url" readOnly={readOnly} {...form.getInputProps("logoUrl")} />
        <Switch
          label={text.hidden}
          description={text.hiddenHint}
          disabled={readOnly}
          {...form.getInputProps("hidden", { type: "checkbox" })}
        />
        {!readOnly && (
          <FormEnd
            form={form}
            refusal={refusal}
            sending={sending}
            cancel={close}
            deletion={team && { name: team.name, run: () => remove.mutateAsync({ id: String(team.id) }) }}
          />
        )}
      </Stack>
    </form>
  );
}
