import { Alert, Button, Group, Select, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { createInvitation } from "../../../src/domain/accounts/invitations/operations.ts";
import type { Input } from "../../shared/api.ts";
import { fill, useTexts } from "../../shared/locale.ts";
import { useDo } from "../parts/data.ts";
import { Fold } from "../parts/fold.tsx";
import { useRecordForm } from "../parts/form.tsx";
import { texts } from "./texts.ts";

type Role = NonNullable<Input<typeof createInvitation>["role"]>;

/** Somebody who is not in the business yet. */
export function Invite() {
  const text = useTexts(texts);
  const invite = useDo(createInvitation);
  const { form, refusal, sending, onSubmit } = useRecordForm(
    { email: "", role: "employee" as Role },
    (values) =>
      invite.deed(values, ({ email }) => notifications.show({ message: fill(text.sent, { email }), color: "teal" })),
    { quiet: true, done: () => void form.reset() },
  );
  const roles: { value: Role; label: string }[] = [
    { value: "employee", label: text.employee },
    { value: "manager", label: text.manager },
    { value: "admin", label: text.bizAdmin },
  ];
  return (
    <Fold label={text.invite}>
      <Text size="sm" c="dimmed">
        {text.inviteText}
      </Text>
      <form onSubmit={onSubmit} noValidate>
        <Group align="flex-end" gap="sm">
          <TextInput
            label={text.email}
            type="email"
            required
            autoComplete="off"
            style={{ flex: "1 1 200px" }}
            {...form.getInputProps("email")}
          />
          <Select label={text.role} data={roles} allowDeselect={false} w={160} {...form.getInputProps("role")} />
          <Button type="submit" variant="default" loading={sending}>
            {text.send}
          </Button>
        </Group>
        {refusal && (
          <Alert color="red" role="alert" variant="light" mt="sm">
            {refusal}
          </Alert>
        )}
      </form>
    </Fold>
  );
}
