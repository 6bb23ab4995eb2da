import { Tabs } from "@mantine/core";
import { getEmployee } from "../../../src/domain/services/employees/operations.ts";
import type { Answer } from "../../shared/api.ts";
import { useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAddress } from "../parts/address.ts";
import { RecordDrawer } from "../parts/drawer.tsx";
import { TabRow } from "../parts/tab-row.tsx";
import { Access } from "./access.tsx";
import { Away } from "./away.tsx";
import { EmployeeForm } from "./form.tsx";
import { EmployeeHours } from "./hours.tsx";
import { texts } from "./texts.ts";

export type Employee = Answer<typeof getEmployee>;

/** Somebody on the staff list: who they are, when they work, when they are away, and whether they sign in. */
export function EmployeeDrawer({ id, close }: { id: string | null; close: () => void }) {
  const text = useTexts(texts);
  return (
    <RecordDrawer id={id} close={close} get={getEmployee} titleOf={({ name }) => name} addTitle={text.add} size="lg">
      {(employee) =>
        employee ? <Known employee={employee} close={close} /> : <EmployeeForm employee={null} close={close} />
      }
    </RecordDrawer>
  );
}

function Known({ employee, close }: { employee: Employee; close: () => void }) {
  const text = useTexts(texts);
  const { may } = useSession();
  const [{ tab }, setAddress] = useAddress();
  return (
    <Tabs
      value={tab ?? "details"}
      onChange={(tab) => setAddress({ tab: tab === "details" ? undefined : (tab ?? undefined) })}
      keepMounted={false}
    >
      <TabRow open={tab ?? "details"}>
        <Tabs.Tab value="details">{text.details}</Tabs.Tab>
        <Tabs.Tab value="hours">{text.hours}</Tabs.Tab>
        {may("appointments:read") && <Tabs.Tab value="away">{text.away}</Tabs.Tab>}
        {may("staff:write") && <Tabs.Tab value="access">{text.access}</Tabs.Tab>}
      </TabRow>
      {/* These two stay while other tabs are open: what was typed is kept. */}
      <Tabs.Panel value="details" pt="md" keepMounted>
        <EmployeeForm employee={employee} close={close} />
      </Tabs.Panel>
      <Tabs.Panel value="hours" pt="md" keepMounted>
        <EmployeeHours employee={employee} />
      </Tabs.Panel>
      <Tabs.Panel value="away" pt="md">
        <Away employee={employee} />
      </Tabs.Panel>
      <Tabs.Panel value="access" pt="md">
        <Access employee={employee} />
      </Tabs.Panel>
    </Tabs>
  );
}
