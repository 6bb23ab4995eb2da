import { Button, Drawer, Radio, Stack, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import {
  createInvitation,
  listInvitations,
  resendInvitation,
  revokeInvitation,
} from "../../../src/domain/accounts/invitations/operations.ts";
import { mayGrant } from "../../../src/domain/identity/abilities.ts";
import type { ItemOf } from "../../shared/api.ts";
import { fill, useSay, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { LanguageSelect } from "../parts/choices.tsx";
import { useDo, useList } from "../parts/data.ts";
import { Section } from "../parts/fold.tsx";
import { FormEnd, tellFailure, useConfirmDelete, useRecordForm } from "../parts/form.tsx";
import { Row, Rows } from "../parts/rows.tsx";
import { ToneBadge } from "../parts/tone.tsx";
import { words } from "../parts/words.ts";
import { membersTexts } from "./members-texts.ts";

type Invitation = ItemOf<typeof listInvitations>;
const tones = { pending: "waiting", accepted: "good", revoked: "off", expired: "off" } as const;
const invitable = ["admin", "manager", "employee"] as const;

export function Invitations() {
  const text = useTexts(membersTexts);
  const list = useList(listInvitations, { limit: "20" });
  return (
    <Section title={text.invitations}>
      <Rows label={text.invitations} list={list} empty={{ title: text.noInvitations, text: text.noInvitationsText }}>
        {(invitation) => <InvitationRow invitation={invitation} />}
      </Rows>
    </Section>
  );
}

function InvitationRow({ invitation: { id, email, role, status, invitedBy, expiresAt } }: { invitation: Invitation }) {
  const text = useTexts(membersTexts);
  const common = useTexts(words);
  const say = useSay();
  const { may } = useSession();
  const resend = useDo(resendInvitation);
  const revoke = useDo(revokeInvitation);
  const confirmDelete = useConfirmDelete();
  const facts = [
    text[role],
    invitedBy && fill(text.invitedBy, { name: invitedBy.name }),
    status === "pending" && fill(text.until, { when: say.date(expiresAt) }),
  ];
  const again = () =>
    resend
      .mutateAsync({ id: String(id) })
      .then(() => notifications.show({ message: text.resent, color: "teal" }), tellFailure(common.failed));
  return (
    <Row
      title={email}
      badges={<ToneBadge tone={tones[status]}>{text[status]}</ToneBadge>}
      actions={
        may("members:write") &&
        (status === "pending" || status === "expired") && (
          <>
            <Button
              size="xs"
              variant="default"
              loading={resend.isPending}
              aria-label={`${text.resend}: ${email}`}
              onClick={() => void again()}
            >
              {text.resend}
            </Button>
            {status === "pending" && (
              <Button
                size="xs"
                variant="subtle"
                color="red"
                aria-label={`${text.withdraw}: ${email}`}
                onClick={() => confirmDelete(email, () => revoke.mutateAsync({ id: String(id) }))}
              >
                {text.withdraw}
              </Button>
            )}
          </>
        )
      }
    >
      {facts.filter(Boolean).join(" · ")}
    </Row>
  );
}

export function InviteDrawer({ opened, close }: { opened: boolean; close: () => void }) {
  const text = useTexts(membersTexts);
  const common = useTexts(words);
  return (
    <Drawer
      opened={opened}
      onClose={close}
      position="right"
      title={text.invite}
      closeButtonProps={{ "aria-label": common.close }}
    >
      {opened && <InviteForm close={close} />}
    </Drawer>
  );
}

function InviteForm({ close }: { close: () => void }) {
  const text = useTexts(membersTexts);
  const { role: ownRole, business } = useSession();
  const create = useDo(createInvitation);
  const { form, refusal, sending, onSubmit } = useRecordForm(
    { email: "", role: "employee" as (typeof invitable)[number], language: business.language },
    (values) => create.deed(values),
    { done: close },
  );
  const hints = { admin: text.adminHint, manager: text.managerHint, employee: text.employeeHint };
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        <TextInput
          label={text.email}
          type="email"
          required
          data-autofocus
          autoComplete="off"
          {...form.getInputProps("email")}
        />
        <Radio.Group label={text.role} {...form.getInputProps("role")}>
          <Stack gap="xs" mt={6}>
            {invitable
              .filter((role) => mayGrant(ownRole, role))
              .map((role) => (
                <Radio key={role} value={role} label={text[role]} description={hints[role]} />
              ))}
          </Stack>
        </Radio.Group>
        <LanguageSelect label={text.language} {...form.getInputProps("language")} />
        <FormEnd form={form} refusal={refusal} sending={sending} cancel={close} label={text.sendInvitation} />
      </Stack>
    </form>
  );
}
