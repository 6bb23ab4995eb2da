import { Badge, Button, NativeSelect, Stack, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { changeMember, listAllMembers, removeMember } from "../../../src/domain/accounts/members/operations.ts";
import { mayGrant, type Role, roles } from "../../../src/domain/identity/abilities.ts";
import type { ItemOf } from "../../shared/api.ts";
import { fill, useSay, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAddress } from "../parts/address.ts";
import { useDo, useList } from "../parts/data.ts";
import { tellFailure, useConfirmDelete } from "../parts/form.tsx";
import { Row, Rows } from "../parts/rows.tsx";
import { words } from "../parts/words.ts";
import { SettingsPage } from "./frame.tsx";
import { Invitations, InviteDrawer } from "./invitations.tsx";
import { membersTexts } from "./members-texts.ts";
import { texts } from "./texts.ts";

type Member = ItemOf<typeof listAllMembers>;

/** Who belongs to the business, with their roles, and who is asked to. */
export default function MembersPage() {
  const text = useTexts(membersTexts);
  const { members } = useTexts(texts);
  const { may } = useSession();
  const [{ invite }, setAddress] = useAddress();
  const list = useList(listAllMembers, { limit: "50" });
  const add = may("members:write") && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAddress({ invite: "1" })}>
      {text.invite}
    </Button>
  );
  return (
    <SettingsPage section="members" action={add}>
      <Stack gap="xl">
        <Rows label={members} list={list} empty={{ title: members, text: "" }}>
          {(member) => <MemberRow member={member} />}
        </Rows>
        <Invitations />
      </Stack>
      <InviteDrawer opened={invite !== undefined} close={() => setAddress({ invite: undefined })} />
    </SettingsPage>
  );
}

function MemberRow({ member }: { member: Member }) {
  const text = useTexts(membersTexts);
  const common = useTexts(words);
  const say = useSay();
  const { user, role: ownRole, may } = useSession();
  const change = useDo(changeMember, { alsoChanges: ["account"] });
  const remove = useDo(removeMember);
  const confirmDelete = useConfirmDelete();
  const { id, name, email, role, joinedAt, twoFactorEnabled } = member;
  const mayChange = may("members:write") && mayGrant(ownRole, role);
  return (
    <Row
      title={name}
      badges={
        <>
          {id === user.id && (
            <Badge variant="light" tt="none">
              {text.you}
            </Badge>
          )}
          {twoFactorEnabled && (
            <Badge variant="default" tt="none">
              {text.twoFactor}
            </Badge>
          )}
        </>
      }
      actions={
        mayChange ? (
          <>
            <NativeSelect
              size="xs"
              aria-label={fill(text.roleOf, { name })}
              value={role}
              disabled={change.isPending}
              data={roles.filter((one) => mayGrant(ownRole, one)).map((value) => ({ value, label: text[value] }))}
              onChange={({ currentTarget }) =>
                void change
                  .mutateAsync({ id: String(id), role: currentTarget.value as Role })
                  .catch(tellFailure(common.failed))
              }
            />
            {id !== user.id && (
              <Button
                size="xs"
                variant="subtle"
                color="red"
                aria-label={`${text.remove}: ${name}`}
                onClick={() => confirmDelete(name, () => remove.mutateAsync({ id: String(id) }))}
              >
                {text.remove}
              </Button>
            )}
          </>
        ) : (
          <Text size="sm">{text[role]}</Text>
        )
      }
    >
      {email} · {fill(text.joined, { when: say.date(joinedAt) })}
    </Row>
  );
}
