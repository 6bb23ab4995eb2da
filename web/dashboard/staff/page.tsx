import { Button, Group, Tabs } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { exportEmployees, importEmployees } from "../../../src/domain/services/employees/transfer.ts";
import { addressOf } from "../../shared/api.ts";
import { useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAddress } from "../parts/address.ts";
import { CsvMenu } from "../parts/import.tsx";
import { Page } from "../parts/page.tsx";
import { People } from "./people.tsx";
import { texts } from "./texts.ts";
import { JobTitles } from "./titles.tsx";

const importFields = [
  "name",
  "email",
  "phone",
  "role",
  "services",
  "locations",
  "active",
  "color",
  "bio",
  "photoUrl",
  "position",
  "id",
];

/** What each tab gets: the record that is open, and the button that makes one. */
export type TabProps = { id: string | null; close: () => void; add: ReactNode };

/** Who performs the services, and what their job titles let them do. */
export default function StaffPage() {
  const text = useTexts(texts);
  const { may } = useSession();
  // Not "tab", which is that of the drawer.
  const [{ list, id }, setAddress] = useAddress();
  const shown = list === "titles" ? "titles" : "people";
  const add = may("staff:write") && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAddress({ id: "new" })}>
      {shown === "people" ? text.add : text.addTitle}
    </Button>
  );
  const importing = may("staff:write") && {
    operation: importEmployees,
    fields: importFields,
    changes: ["employees", "employee-roles"],
  };
  const given = { id: id ?? null, close: () => setAddress({ id: undefined, tab: undefined }), add };
  return (
    <Page
      title={text.title}
      action={
        <Group gap="xs">
          {shown === "people" && <CsvMenu exportHref={addressOf(exportEmployees, {})} importing={importing} />}
          {add}
        </Group>
      }
    >
      <Tabs
        value={shown}
        onChange={(next) =>
          setAddress({ list: next === "titles" ? next : undefined, id: undefined, tab: undefined, search: undefined })
        }
        keepMounted={false}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="people">{text.people}</Tabs.Tab>
          <Tabs.Tab value="titles">{text.titles}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="people">
          <People {...given} />
        </Tabs.Panel>
        <Tabs.Panel value="titles">
          <JobTitles {...given} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
