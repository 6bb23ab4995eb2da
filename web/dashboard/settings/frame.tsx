import {
  IconBell,
  IconBrush,
  IconBuildingStore,
  IconCalendar,
  IconClipboardCheck,
  IconClock,
  IconFileImport,
  IconShieldLock,
  IconUser,
  IconUsers,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { Page } from "../parts/page.tsx";
import { Sections } from "../parts/sections.tsx";
import { texts } from "./texts.ts";

const sections = [
  { name: "profile", icon: IconUser },
  { name: "security", icon: IconShieldLock },
  { name: "calendars", icon: IconCalendar, needs: "calendars:read" },
  { name: "business", icon: IconBuildingStore, needs: "settings:read" },
  { name: "hours", icon: IconClock, needs: "settings:read" },
  { name: "booking", icon: IconClipboardCheck, needs: "settings:read" },
  { name: "branding", icon: IconBrush, needs: "settings:read" },
  { name: "notifications", icon: IconBell, needs: "settings:read" },
  { name: "members", icon: IconUsers, needs: "members:read" },
  { name: "catalog", icon: IconFileImport, needs: "services:read" },
] as const;
export type SettingsSection = (typeof sections)[number]["name"];

/** One section of the settings, beside the list of them. */
export function SettingsPage({
  section,
  action,
  children,
}: {
  section: SettingsSection;
  action?: ReactNode;
  children: ReactNode;
}) {
  const text = useTexts(texts);
  const { may } = useSession();
  const shown = sections.filter((one) => !("needs" in one) || may(one.needs));
  return (
    <Sections
      label={text.title}
      sections={shown.map(({ name, icon }) => ({ to: `/settings/${name}`, label: text[name], icon }))}
    >
      <Page title={text[section]} action={action}>
        {children}
      </Page>
    </Sections>
  );
}
