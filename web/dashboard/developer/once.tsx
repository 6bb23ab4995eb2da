import { Alert, Button, Group, Modal, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { useTexts } from "../../shared/locale.ts";
import { CopyField } from "../parts/copy.tsx";
import { words } from "../parts/words.ts";
import { texts } from "./texts.ts";

/** A secret, which is shown once. A click beside it does not close it: it would be gone. */
export function ShownOnce({
  label,
  secret,
  close,
  children,
}: {
  label: string;
  secret: string | null;
  close: () => void;
  children?: ReactNode;
}) {
  const text = useTexts(texts);
  const common = useTexts(words);
  return (
    <Modal
      opened={secret !== null}
      onClose={close}
      title={text.onceTitle}
      closeOnClickOutside={false}
      closeOnEscape={false}
      closeButtonProps={{ "aria-label": common.close }}
      size="lg"
    >
      <Stack gap="md">
        <Alert color="yellow" variant="light">
          {text.onceText}
        </Alert>
        {secret !== null && <CopyField label={label} value={secret} />}
        {children}
        <Group justify="flex-end">
          <Button onClick={close}>{text.done}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
