import {
  IconApps,
  IconBook,
  IconHistory,
  IconInbox,
  IconKey,
  IconListDetails,
  IconRobot,
  IconShieldCheck,
  IconWebhook,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { Page } from "../parts/page.tsx";
import { Sections } from "../parts/sections.tsx";
import { texts } from "./texts.ts";

const sections = [
  { name: "keys", icon: IconKey, needs: "keys:read" },
  { name: "mcp", icon: IconRobot },
  { name: "webhooks", icon: IconWebhook, needs: "webhooks:read" },
  { name: "oauth", icon: IconApps, needs: "apps:read" },
  { name: "apps", icon: IconShieldCheck },
  { name: "events", icon: IconListDetails, needs: "webhooks:read", wholeBusiness: true },
  { name: "audit", icon: IconHistory, needs: "audit:read" },
  { name: "reference", icon: IconBook, at: "/docs" },
  { name: "outbox", icon: IconInbox, at: "/outbox", needs: "messages:read" },
] as const;
type Section = (typeof sections)[number]["name"];

/** One section for developers, beside the list of them. */
export function DeveloperPage({
  section,
  action,
  children,
}: {
  section: Section;
  action?: ReactNode;
  children: ReactNode;
}) {
  const text = useTexts(texts);
  const { may, onlyOwn } = useSession();
  const shown = sections.filter((one) => (!("needs" in one) || may(one.needs)) && !("wholeBusiness" in one && onlyOwn));
  return (
    <Sections
      label={text.title}
      sections={shown.map((one) => ({
        to: "at" in one ? one.at : `/developer/${one.name}`,
        elsewhere: "at" in one,
        label: text[one.name],
        icon: one.icon,
      }))}
    >
      <Page title={text[section]} action={action}>
        {children}
      </Page>
    </Sections>
  );
}
