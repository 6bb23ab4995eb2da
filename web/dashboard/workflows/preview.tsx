import { Alert, Paper, Stack, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { previewWorkflow } from "../../../src/domain/workflows/texts/operations.ts";
import { fill, useTexts } from "../../shared/locale.ts";
import { useAsk } from "../parts/data.ts";
import { Failed, Waiting } from "../parts/states.tsx";
import { type Step, wordingsToSend } from "./model.ts";
import { texts } from "./texts.ts";

/** A step's words as their reader would see them, a moment after the last key. */
export function Preview({ step, language }: { step: Step; language: string }) {
  const text = useTexts(texts);
  const [settled] = useDebouncedValue(step, 400);
  const asked = useAsk(previewWorkflow, { action: settled.action, texts: wordingsToSend(settled) });
  if (asked.error) return <Failed error={asked.error} again={() => void asked.refetch()} />;
  const shown = asked.data?.previews.find((one) => one.language === language);
  if (!shown) return <Waiting />;
  return (
    <Paper withBorder p="sm" bg="var(--mantine-color-default-hover)" component="section" aria-label={text.preview}>
      <Stack gap={6}>
        <Text size="xs" c="var(--mantine-color-text)">
          {text.previewOf}
        </Text>
        {shown.error && (
          <Alert color="red" variant="light">
            {shown.error}
          </Alert>
        )}
        {shown.unknownVariables.length > 0 && (
          <Alert color="yellow" variant="light">
            {fill(text.unknown, { names: shown.unknownVariables.join(", ") })}
          </Alert>
        )}
        {shown.subject && <Text fw={600}>{shown.subject}</Text>}
        {shown.html ? (
          // Without any permission: what a template says must not run here.
          <iframe
            sandbox=""
            srcDoc={shown.html}
            title={shown.subject ?? text.preview}
            style={{ width: "100%", height: 420, border: 0, borderRadius: 6, background: "white" }}
          />
        ) : (
          <Text style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>{shown.text}</Text>
        )}
      </Stack>
    </Paper>
  );
}
