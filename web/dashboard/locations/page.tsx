import { Button, Group, Tabs } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { exportLocations, importLocations } from "../../../src/domain/services/locations/transfer.ts";
import { addressOf } from "../../shared/api.ts";
import { useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAddress } from "../parts/address.ts";
import { CsvMenu } from "../parts/import.tsx";
import { Page } from "../parts/page.tsx";
import { Districts } from "./districts.tsx";
import { Locations } from "./list.tsx";
import { Resources } from "./resources.tsx";
import { texts } from "./texts.ts";

const tabs = {
  locations: { add: "addLocation", ability: "locations" },
  districts: { add: "addDistrict", ability: "locations" },
  resources: { add: "addResource", ability: "resources" },
} as const;
type Tab = keyof typeof tabs;
/** What each tab gets: the record that is open, and the button that makes one. */
export type TabProps = { id: string | null; close: () => void; add: ReactNode };

const importFields = [
  "name",
  "address",
  "city",
  "state",
  "postalCode",
  "country",
  "phone",
  "email",
  "timeZone",
  "latitude",
  "longitude",
  "district",
  "active",
  "id",
];

/** Where customers come to, and what there is. */
export default function LocationsPage() {
  const text = useTexts(texts);
  const { may } = useSession();
  const [address, setAddress] = useAddress();
  const tab = (address.tab && address.tab in tabs ? address.tab : "locations") as Tab;
  const add = may(`${tabs[tab].ability}:write`) && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAddress({ id: "new" })}>
      {text[tabs[tab].add]}
    </Button>
  );
  const importing = may("locations:write") && {
    operation: importLocations,
    fields: importFields,
    changes: ["locations", "districts"],
  };
  const given = { id: address.id ?? null, close: () => setAddress({ id: undefined }), add };
  return (
    <Page
      title={text.title}
      action={
        <Group gap="xs">
          {tab === "locations" && <CsvMenu exportHref={addressOf(exportLocations, {})} importing={importing} />}
          {add}
        </Group>
      }
    >
      <Tabs
        value={tab}
        onChange={(tab) =>
          setAddress({ tab: tab === "locations" ? undefined : (tab ?? undefined), id: undefined, search: undefined })
        }
        keepMounted={false}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="locations">{text.locations}</Tabs.Tab>
          <Tabs.Tab value="districts">{text.districts}</Tabs.Tab>
          {may("resources:read") && <Tabs.Tab value="resources">{text.resources}</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="locations">
          <Locations {...given} />
        </Tabs.Panel>
        <Tabs.Panel value="districts">
          <Districts {...given} />
        </Tabs.Panel>
        <Tabs.Panel value="resources">
          <Resources {...given} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
