import { Radio, Stack, Text, TextInput } from "@mantine/core";
import { inviteToStaff, listInvitations } from "../../../src/domain/accounts/invitations/operations.ts";
import { fill, useSay, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAll, useDo } from "../parts/data.ts";
import { FormEnd, useRecordForm } from "../parts/form.tsx";
import type { Employee } from "./drawer.tsx";
import { texts } from "./texts.ts";

/** Whether somebody signs in, and an invitation for who does not. */
export function Access({ employee }: { employee: Employee }) {
  const text = useTexts(texts);
  const say = useSay();
  const { may } = useSession();
  const open = useAll(listInvitations, may("members:read") ? { status: "pending" } : null);
  const { id, name, userId } = employee;
  if (userId) return <Text>{fill(text.signsIn, { name })}</Text>;
  const pending = open.data?.find(({ employeeId }) => employeeId === id);
  return (
    <Stack gap="md">
      <Text>{fill(text.signsInNot, { name })}</Text>
      {pending && (
        <Text c="dimmed" role="status">
          {pending.email}: {fill(text.pending, { day: say.date(pending.createdAt) })}
        </Text>
      )}
      <InviteForm employee={employee} />
    </Stack>
  );
}

function InviteForm({ employee }: { employee: Employee }) {
  const text = useTexts(texts);
  const { may } = useSession();
  const invite = useDo(inviteToStaff, { alsoChanges: ["invitations"] });
  const { form, refusal, sending, onSubmit } = useRecordForm(
    { email: employee.email ?? "", role: "employee" },
    ({ email, role }) => invite.deed({ employeeId: employee.id, role, ...(email ? { email } : {}) }),
  );
  const roles = may("members:write") ? (["employee", "manager", "admin"] as const) : (["employee"] as const);
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        <TextInput label={text.email} type="email" required {...form.getInputProps("email")} />
        <Radio.Group label={text.member} {...form.getInputProps("role")}>
          <Stack gap={6} mt={6}>
            {roles.map((role) => (
              <Radio key={role} value={role} label={text[role]} />
            ))}
          </Stack>
        </Radio.Group>
        {invite.isSuccess && <Text role="status">{fill(text.invited, { email: invite.data.email })}</Text>}
        <FormEnd form={form} refusal={refusal} sending={sending} label={text.invite} />
      </Stack>
    </form>
  );
}
