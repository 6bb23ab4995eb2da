import { ActionIcon, Box, Button, Group, Text, TextInput } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useTexts } from "../../shared/locale.ts";
import { useCopy } from "./clipboard.ts";
import { words } from "./words.ts";

/** A value to take elsewhere: an address, a key. */
export function CopyField({ label, value, description }: { label: string; value: string; description?: string }) {
  const text = useTexts(words);
  const { copied, copy } = useCopy();
  return (
    <TextInput
      label={label}
      description={description}
      value={value}
      readOnly
      onFocus={({ currentTarget }) => currentTarget.select()}
      styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
      rightSection={
        <ActionIcon
          variant="subtle"
          onClick={() => copy(value)}
          aria-label={copied ? text.copied : `${text.copy}: ${label}`}
        >
          {copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
        </ActionIcon>
      }
    />
  );
}

/** Text as programs read it. `label` names it for those who do not see it; `copyLabel` is the button's word. */
export function CodeBlock({ label, code, copyLabel }: { label: string; code: string; copyLabel?: string }) {
  const text = useTexts(words);
  const { copied, copy } = useCopy();
  return (
    <Box className="code-block">
      <Group justify="space-between" wrap="nowrap" className="code-block-head">
        <Text size="xs" c="dimmed" truncate>
          {label}
        </Text>
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => copy(code)}
          aria-label={copied ? text.copied : `${copyLabel ?? text.copy}: ${label}`}
          leftSection={copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
        >
          {copied ? text.copied : (copyLabel ?? text.copy)}
        </Button>
      </Group>
      <section aria-label={label}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <pre tabIndex={0}>{code}</pre>
      </section>
    </Box>
  );
}

/** JSON, told in lines. */
export const pretty = (value: unknown): string => {
  if (typeof value !== "string") return JSON.stringify(value, null, 2) ?? "";
  try {
    return JSON.stringify(JSON.parse(value), null, 2);
  } catch {
    return value;
  }
};
