import { Anchor, List, Text, ThemeIcon } from "@mantine/core";
import { IconCheck, IconCircle } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { listEventTypes } from "../../../src/domain/scheduling/event-types/operations.ts";
import { listServices } from "../../../src/domain/services/services/operations.ts";
import { useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { Panel } from "../insights/chart-card.tsx";
import { useAsk } from "../parts/data.ts";
import { texts } from "./texts.ts";

/** What a business without anything to book does first. Gone as soon as there is something of both kinds. */
export function FirstSteps() {
  const text = useTexts(texts);
  const { may, business } = useSession();
  const able = may("services:write") && may("event-types:write");
  const services = useAsk(listServices, able ? { limit: "1" } : null).data;
  const types = useAsk(listEventTypes, able ? { all: "true", limit: "1" } : null).data;
  if (!services || !types || (services.total > 0 && types.total > 0)) return null;
  return (
    <Panel title={text.firstSteps}>
      <Text c="dimmed" mb="sm">
        {text.firstStepsText}
      </Text>
      <List spacing="xs" center>
        <Step done={services.total > 0}>
          <Anchor component={Link} to={"/services" as string} search={{ id: "new" } as never}>
            {text.stepService}
          </Anchor>
        </Step>
        <Step done={types.total > 0}>
          <Anchor component={Link} to={"/event-types" as string}>
            {text.stepEventType}
          </Anchor>
        </Step>
        <Step done={false}>
          <Anchor href={`/b/${business.subdomain}`} target="_blank" rel="noreferrer">
            {text.stepPage}
          </Anchor>
        </Step>
      </List>
    </Panel>
  );
}

function Step({ done, children }: { done: boolean; children: ReactNode }) {
  const text = useTexts(texts);
  return (
    <List.Item
      icon={
        <ThemeIcon
          size={22}
          radius="xl"
          variant={done ? "filled" : "default"}
          aria-label={done ? text.done : undefined}
          role={done ? "img" : undefined}
        >
          {done ? <IconCheck size={14} aria-hidden /> : <IconCircle size={14} aria-hidden />}
        </ThemeIcon>
      }
    >
      {children}
    </List.Item>
  );
}
