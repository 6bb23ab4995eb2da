import { Tabs } from "@mantine/core";
import { getCustomerProfile } from "../../../src/domain/services/customers/operations.ts";
import type { Answer } from "../../shared/api.ts";
import { useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAddress } from "../parts/address.ts";
import { RecordDrawer } from "../parts/drawer.tsx";
import { TabRow } from "../parts/tab-row.tsx";
import { CustomerForm } from "./form.tsx";
import { Appointments, Invoices, Reviews, Sum } from "./history.tsx";
import { texts } from "./texts.ts";

export type Profile = Answer<typeof getCustomerProfile>;

/** One customer beside the list, with what they had; "new" is one who is not there yet, null nobody. */
export function CustomerDrawer({ id, close }: { id: string | null; close: () => void }) {
  const text = useTexts(texts);
  return (
    <RecordDrawer
      id={id}
      close={close}
      get={getCustomerProfile}
      titleOf={({ name }) => name}
      addTitle={text.add}
      size="lg"
    >
      {(profile) =>
        profile ? <Known profile={profile} close={close} /> : <CustomerForm profile={null} close={close} />
      }
    </RecordDrawer>
  );
}

function Known({ profile, close }: { profile: Profile; close: () => void }) {
  const text = useTexts(texts);
  const { may } = useSession();
  const [{ tab }, setAddress] = useAddress();
  return (
    <>
      <Sum profile={profile} />
      <Tabs
        value={tab ?? "details"}
        onChange={(tab) => setAddress({ tab: tab === "details" ? undefined : (tab ?? undefined) })}
        mt="md"
      >
        <TabRow open={tab ?? "details"}>
          <Tabs.Tab value="details">{text.details}</Tabs.Tab>
          <Tabs.Tab value="appointments">{text.appointments}</Tabs.Tab>
          {may("invoices:read") && <Tabs.Tab value="invoices">{text.invoices}</Tabs.Tab>}
          <Tabs.Tab value="reviews">{text.reviews}</Tabs.Tab>
        </TabRow>
        {/* Stays while other tabs are open: what was typed is kept. */}
        <Tabs.Panel value="details" pt="md" keepMounted>
          <CustomerForm profile={profile} close={close} />
        </Tabs.Panel>
        <Tabs.Panel value="appointments" pt="xs">
          <Appointments profile={profile} />
        </Tabs.Panel>
        <Tabs.Panel value="invoices" pt="xs">
          <Invoices profile={profile} />
        </Tabs.Panel>
        <Tabs.Panel value="reviews" pt="xs">
          <Reviews profile={profile} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
