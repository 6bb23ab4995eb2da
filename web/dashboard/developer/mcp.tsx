import { Button, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTexts } from "../../shared/locale.ts";
import { CodeBlock, CopyField } from "../parts/copy.tsx";
import { DeveloperPage } from "./frame.tsx";
import { configsFor } from "./mcp-configs.ts";
import { mcpTexts } from "./mcp-texts.ts";

/** How an AI agent is connected: one card for each client, ready to copy. */
export default function McpPage() {
  const text = useTexts(mcpTexts);
  const url = `${location.origin}/api/mcp/sse`;
  return (
    <DeveloperPage
      section="mcp"
      action={
        <Button component={Link} to="/developer/keys" search={{ id: "new" } as never} variant="default">
          {text.makeKey}
        </Button>
      }
    >
      <Text c="dimmed" maw={620}>
        {text.intro}
      </Text>
      <CopyField label={text.address} description={text.addressHint} value={url} />
      <Text size="sm">{text.replace}</Text>
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
        {configsFor(url).map(({ client, file, code }) => (
          <Stack key={client} gap={6} miw={0}>
            <Title order={2}>{client}</Title>
            <CodeBlock label={file} code={code} copyLabel={text.copyConfig} />
          </Stack>
        ))}
      </SimpleGrid>
    </DeveloperPage>
  );
}
