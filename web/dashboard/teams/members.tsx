import { ActionIcon, Group, Select, Stack, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { IconUserMinus } from "@tabler/icons-react";
import { listAllMembers } from "../../../src/domain/accounts/members/operations.ts";
import {
  addMemberToTeam,
  changeMemberOfTeam,
  listMembersOfTeam,
  removeMemberFromTeam,
} from "../../../src/domain/scheduling/teams/operations.ts";
import type { ItemOf } from "../../shared/api.ts";
import { fill, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAsk, useDo, useList } from "../parts/data.ts";
import { tellFailure } from "../parts/form.tsx";
import { Row, Rows } from "../parts/rows.tsx";
import { words } from "../parts/words.ts";
import { type Team, useMayChange } from "./drawer.tsx";
import { Invite } from "./invite.tsx";
import { texts } from "./texts.ts";

type Member = ItemOf<typeof listMembersOfTeam>;
type Role = Member["role"];
const roles: Role[] = ["owner", "admin", "member"];
/** What shows members elsewhere. */
const changes = { alsoChanges: ["event-types"] };

export function Members({ team, close }: { team: Team; close: () => void }) {
  const text = useTexts(texts);
  const { may } = useSession();
  const list = useList(listMembersOfTeam, { id: String(team.id), limit: "200" });
  const mayChange = useMayChange(team);
  return (
    <Stack gap="md">
      <Rows label={text.members} list={list} empty={{ title: text.empty, text: "" }}>
        {(member) => <MemberRow team={team} member={member} mayChange={mayChange} close={close} />}
      </Rows>
      {mayChange && may("members:read") && <AddMember team={team} present={list.items} />}
      {mayChange && may("members:write") && <Invite />}
    </Stack>
  );
}

function MemberRow({
  team,
  member,
  mayChange,
  close,
}: {
  team: Team;
  member: Member;
  mayChange: boolean;
  close: () => void;
}) {
  const text = useTexts(texts);
  const common = useTexts(words);
  const { user } = useSession();
  const change = useDo(changeMemberOfTeam, changes);
  const isMe = member.id === user.id;
  const setRole = (role: string | null) =>
    change
      .mutateAsync({ id: String(team.id), userId: String(member.id), role: role as Role })
      .catch(tellFailure(common.failed));
  return (
    <Row
      title={member.name}
      actions={
        <Group gap={4} wrap="nowrap">
          {mayChange ? (
            <Select
              size="xs"
              w={130}
              aria-label={fill(text.roleOf, { name: member.name })}
              data={roles.map((value) => ({ value, label: text[value] }))}
              value={member.role}
              allowDeselect={false}
              disabled={change.isPending}
              onChange={(role) => void setRole(role)}
            />
          ) : (
            <Text size="sm">{text[member.role]}</Text>
          )}
          {(mayChange || isMe) && <TakeOut team={team} member={member} isMe={isMe} close={close} />}
        </Group>
      }
    >
      {member.email}
    </Row>
  );
}

function TakeOut({ team, member, isMe, close }: { team: Team; member: Member; isMe: boolean; close: () => void }) {
  const text = useTexts(texts);
  const common = useTexts(words);
  const remove = useDo(removeMemberFromTeam, changes);
  const label = isMe ? text.leave : fill(text.remove, { name: member.name });
  const takeOut = async () => {
    await remove.mutateAsync({ id: String(team.id), userId: String(member.id) });
    if (isMe) close();
  };
  const ask = () =>
    modals.openConfirmModal({
      title: `${label}?`,
      children: text.removeText,
      labels: { confirm: isMe ? text.leave : text.takeOut, cancel: common.cancel },
      confirmProps: { color: "red" },
      onConfirm: () => void takeOut().catch(tellFailure(common.failed)),
    });
  return (
    <ActionIcon variant="subtle" color="gray" size="lg" aria-label={label} onClick={ask}>
      <IconUserMinus size={16} aria-hidden />
    </ActionIcon>
  );
}

function AddMember({ team, present }: { team: Team; present: Member[] }) {
  const text = useTexts(texts);
  const common = useTexts(words);
  const everybody = useAsk(listAllMembers, { limit: "200" });
  const add = useDo(addMemberToTeam, changes);
  const free = (everybody.data?.items ?? []).filter(({ id }) => !present.some((one) => one.id === id));
  if (free.length === 0) return null;
  const take = (chosen: string | null) =>
    chosen && add.mutateAsync({ id: String(team.id), userId: Number(chosen) }).catch(tellFailure(common.failed));
  return (
    <Select
      label={text.addMember}
      searchable
      value={null}
      disabled={add.isPending}
      data={free.map(({ id, name, email }) => ({ value: String(id), label: `${name} · ${email}` }))}
      onChange={(chosen) => void take(chosen)}
    />
  );
}
