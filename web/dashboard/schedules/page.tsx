import { Button, Tabs } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAddress } from "../parts/address.ts";
import { Page } from "../parts/page.tsx";
import { Away } from "./away.tsx";
import { ScheduleList } from "./list.tsx";
import { texts } from "./texts.ts";
import { Travel } from "./travel.tsx";

/** One's own hours: the schedules, where one is when, and when one is away. */
export default function SchedulesPage() {
  const text = useTexts(texts);
  const { may } = useSession();
  const navigate = useNavigate();
  const [{ tab = "schedules" }, setAddress] = useAddress();
  const actions: Record<string, { label: string; run: () => void; needs: string }> = {
    schedules: { label: text.add, run: () => void navigate({ to: "/schedules/new" }), needs: "schedules:write" },
    away: { label: text.addAway, run: () => setAddress({ id: "new" }), needs: "appointments:write" },
  };
  const action = actions[tab];
  return (
    <Page
      title={text.title}
      action={
        action &&
        may(action.needs) && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={action.run}>
            {action.label}
          </Button>
        )
      }
    >
      <Tabs
        value={tab}
        onChange={(next) => setAddress({ tab: next === "schedules" ? undefined : (next ?? undefined) })}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="schedules">{text.schedules}</Tabs.Tab>
          {may("appointments:read") && <Tabs.Tab value="away">{text.away}</Tabs.Tab>}
          <Tabs.Tab value="travel">{text.travel}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="schedules">
          <ScheduleList />
        </Tabs.Panel>
        <Tabs.Panel value="away">
          <Away />
        </Tabs.Panel>
        {/* Stays while other tabs are open: what was typed is kept. */}
        <Tabs.Panel value="travel" keepMounted>
          <Travel />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
