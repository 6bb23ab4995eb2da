import { Affix, Group, Paper, Text } from "@mantine/core";
import { useNetwork } from "@mantine/hooks";
import { IconWifiOff } from "@tabler/icons-react";
import { useTexts, wordTable } from "../../shared/locale.ts";

/** Says that there is no network, for as long as there is none, above whatever is open. */
export function Offline() {
  const text = useTexts(texts);
  const { online } = useNetwork();
  return (
    <Affix position={{ bottom: 16, left: 16 }} zIndex="var(--mantine-z-index-max)">
      <div role="status">
        {!online && (
          <Paper withBorder shadow="sm" px="md" py="xs" maw={360}>
            <Group gap="xs" wrap="nowrap">
              <IconWifiOff size={18} aria-hidden style={{ flexShrink: 0 }} />
              <Text size="sm">{text.offline}</Text>
            </Group>
          </Paper>
        )}
      </div>
    </Affix>
  );
}

const texts = wordTable({
  offline: [
    "You are offline. What you see may be old: it is read again once you are connected.",
    "Sie sind offline. Was Sie sehen, kann veraltet sein: Es wird neu gelesen, sobald Sie verbunden sind.",
    "Está sin conexión. Lo que ve puede ser antiguo: se leerá de nuevo cuando haya conexión.",
    "Vous êtes hors ligne. Ce que vous voyez peut être ancien : tout est relu dès que vous êtes connecté.",
    "Está sem ligação. O que vê pode ser antigo: é lido de novo assim que houver ligação.",
  ],
});
