import { Button, Tabs } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAddress } from "../parts/address.ts";
import { Page } from "../parts/page.tsx";
import { Categories } from "./categories.tsx";
import { CustomFields } from "./custom-fields.tsx";
import { Extras } from "./extras.tsx";
import { Services } from "./list.tsx";
import { texts } from "./texts.ts";

const adds = {
  services: "add",
  categories: "addCategory",
  extras: "addExtra",
  customFields: "addCustomField",
} as const;
type Tab = keyof typeof adds;

/** What can be booked: services by category, the categories, what goes with them, and what is asked. */
export default function ServicesPage() {
  const text = useTexts(texts);
  const { may } = useSession();
  const [address, setAddress] = useAddress();
  const tab = (address.tab && address.tab in adds ? address.tab : "services") as Tab;
  const add = may("services:write") && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAddress({ id: "new" })}>
      {text[adds[tab]]}
    </Button>
  );
  const drawer = { id: address.id ?? null, close: () => setAddress({ id: undefined }) };
  return (
    <Page title={text.title} action={add}>
      <Tabs
        value={tab}
        onChange={(tab) => setAddress({ tab: tab === "services" ? undefined : (tab ?? undefined), id: undefined })}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          {(Object.keys(adds) as Tab[]).map((one) => (
            <Tabs.Tab key={one} value={one}>
              {text[one]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="services">
          <Services {...drawer} add={add} />
        </Tabs.Panel>
        <Tabs.Panel value="categories">
          <Categories {...drawer} add={add} />
        </Tabs.Panel>
        <Tabs.Panel value="extras">
          <Extras {...drawer} add={add} />
        </Tabs.Panel>
        <Tabs.Panel value="customFields">
          <CustomFields {...drawer} add={add} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

/** What each tab gets: the record that is open, and the button that makes one. */
export type TabProps = { id: string | null; close: () => void; add: React.ReactNode };
