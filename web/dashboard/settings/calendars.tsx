import { Button, Menu, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconPlus } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { authorizeCalendar, listConnections } from "../../../src/domain/connections/accounts/operations.ts";
import { useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAddress } from "../parts/address.ts";
import { useDo, useList } from "../parts/data.ts";
import { tellFailure } from "../parts/form.tsx";
import { Rows } from "../parts/rows.tsx";
import { words } from "../parts/words.ts";
import { ConnectDrawer } from "./calendars-connect.tsx";
import { Connection } from "./calendars-connection.tsx";
import { CalendarFeed, ToDecide } from "./calendars-feed.tsx";
import { calendarsTexts } from "./calendars-texts.ts";
import { SettingsPage } from "./frame.tsx";

/** One's own calendars: what keeps bookings out, where they are written, and one's bookings elsewhere. */
export default function CalendarsPage() {
  const text = useTexts(calendarsTexts);
  const { may } = useSession();
  const [{ connect }, setAddress] = useAddress();
  const [waiting, setWaiting] = useState(false);
  const list = useList(listConnections, { limit: "50" });
  useReadAgain(waiting || list.items.some(({ status }) => status === "connecting"));
  const add = may("calendars:write") && (
    <ConnectMenu form={(kind) => setAddress({ connect: kind })} away={() => setWaiting(true)} />
  );
  return (
    <SettingsPage section="calendars" action={add}>
      <Stack gap="xl">
        <Text c="dimmed">{text.intro}</Text>
        <ToDecide />
        <Rows label={text.connect} list={list} empty={{ title: text.empty, text: text.emptyText }}>
          {(connection) => <Connection connection={connection} />}
        </Rows>
        <CalendarFeed />
      </Stack>
      <ConnectDrawer
        kind={connect === "ics" || connect === "caldav" ? connect : null}
        close={() => setAddress({ connect: undefined })}
      />
    </SettingsPage>
  );
}

const hosted = { google: "Google", microsoft: "Microsoft 365, Outlook", zoom: "Zoom" } as const;

function ConnectMenu({ form, away }: { form: (kind: "ics" | "caldav") => void; away: () => void }) {
  const text = useTexts(calendarsTexts);
  const common = useTexts(words);
  const start = useDo(authorizeCalendar);
  const leaveFor = async (provider: keyof typeof hosted) => {
    // Opened with the click itself: after an answer browsers take it for a pop-up.
    const tab = window.open("about:blank", "_blank");
    try {
      const { authorizeUrl } = await start.mutateAsync({ provider });
      if (tab) tab.location.href = authorizeUrl;
      else location.assign(authorizeUrl);
      notifications.show({ message: text.goOn });
      away();
    } catch (error) {
      tab?.close();
      tellFailure(common.failed)(error);
    }
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button leftSection={<IconPlus size={16} aria-hidden />} loading={start.isPending}>
          {text.connect}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(Object.keys(hosted) as (keyof typeof hosted)[]).map((provider) => (
          <Menu.Item key={provider} onClick={() => void leaveFor(provider)}>
            {hosted[provider]}
          </Menu.Item>
        ))}
        <Menu.Item onClick={() => form("caldav")}>{text.caldav}</Menu.Item>
        <Menu.Item onClick={() => form("ics")}>{text.ics}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** An account is looked at in the background, after its owner agreed elsewhere: asks again for a minute. */
function useReadAgain(underWay: boolean) {
  const client = useQueryClient();
  useEffect(() => {
    if (!underWay) return;
    const timer = setInterval(() => void client.invalidateQueries({ queryKey: ["calendars"] }), 2500);
    const end = setTimeout(() => clearInterval(timer), 60_000);
    return () => {
      clearInterval(timer);
      clearTimeout(end);
    };
  }, [underWay, client]);
}
