import { Button, Group, Select, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { createInvitation } from "../../../src/domain/accounts/invitations/operations.ts";
import type { Input } from "../../shared/api.ts";
import { fill, useTexts } from "../../shared/locale.ts";
import { useDo } from "../parts/data.ts";
import { Fold } from "../parts/fold.tsx";
import { tellFailure } from "../parts/form.tsx";
import { words } from "../parts/words.ts";
import { texts } from "./texts.ts";

type Role = NonNullable<Input<typeof createInvitation>["role"]>;

/** Somebody who is not in the business yet. */
export function Invite() {
  const text = useTexts(texts);
  const common = useTexts(words);
  const invite = useDo(createInvitation);
  const form = useForm({ initialValues: { email: "", role: "employee" as Role } });
  const send = (values: { email: string; role: Role }) =>
    invite
      .mutateAsync(values)
      .then(() => {
        notifications.show({ message: fill(text.sent, { email: values.email }), color: "teal" });
        form.reset();
      })
      .catch(tellFailure(common.failed));
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
      <form onSubmit={form.onSubmit((values) => void send(values))}>
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
          <Button type="submit" variant="default" loading={invite.isPending}>
            {text.send}
          </Button>
        </Group>
      </form>
    </Fold>
  );
}
