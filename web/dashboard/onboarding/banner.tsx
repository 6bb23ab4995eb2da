import { Alert, Button, Group, Text } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { Link } from "@tanstack/react-router";
import { listEventTypes } from "../../../src/domain/scheduling/event-types/operations.ts";
import { listServices } from "../../../src/domain/services/services/operations.ts";
import { useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAsk } from "../parts/data.ts";
import { welcomeKey } from "./kinds.ts";
import { texts } from "./texts.ts";

/** Every member starts with two event types, so more of them say that somebody has begun. */
const given = 2;

/** Leads a new business to its first steps, until it has something to offer or somebody says "not now". */
export function WelcomeBanner() {
  const text = useTexts(texts);
  const { business, may } = useSession();
  const [past, setPast] = useLocalStorage({ key: welcomeKey(business.id), defaultValue: "" });
  const wanted = past === "" && may("settings:write") && may("services:write");
  const services = useAsk(listServices, wanted ? { limit: "1" } : null);
  const eventTypes = useAsk(listEventTypes, wanted ? { limit: "1" } : null);
  if (!wanted || !services.data || !eventTypes.data) return null;
  if (services.data.total > 0 || eventTypes.data.total > given) return null;
  return (
    <Alert variant="light" title={text.banner}>
      <Group justify="space-between">
        <Text size="sm">{text.bannerText}</Text>
        <Group gap="xs">
          <Button variant="default" size="xs" onClick={() => setPast("dismissed")}>
            {text.dismiss}
          </Button>
          <Button size="xs" component={Link} to="/welcome">
            {text.begin}
          </Button>
        </Group>
      </Group>
    </Alert>
  );
}
