import { Alert, Button, Center, Loader, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import type { ApiError } from "../../shared/api.ts";
import { fill, useTexts } from "../../shared/locale.ts";
import { SignInAgain } from "./sign-in.tsx";
import { words } from "./words.ts";

/** What a page shows while it waits for the first answer. */
export function Waiting() {
  const { loading } = useTexts(words);
  return (
    <Center mih={240}>
      <Loader role="status" aria-label={loading} />
    </Center>
  );
}

/** What could not be read: what happened, that nothing was lost, and what to do. */
export function Failed({ error, again }: { error: ApiError; again?: (() => void) | undefined }) {
  const text = useTexts(words);
  return (
    <Alert color="red" title={text.failed} role="alert" variant="light" my="md">
      <Stack gap="xs" align="flex-start">
        <Text>{error.status === 0 ? text.offline : fill(text.failedText, { message: error.message })}</Text>
        {error.status === 401 && <SignInAgain />}
        {again && (
          <Button size="xs" variant="default" onClick={again}>
            {text.again}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

/** Where there is nothing yet: what this place is for, and the first step. */
export function Empty({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <Center mih={280}>
      <Stack align="center" gap="xs" maw={420}>
        <Title order={2} ta="center">
          {title}
        </Title>
        <Text c="dimmed" ta="center">
          {children}
        </Text>
        {action}
      </Stack>
    </Center>
  );
}
