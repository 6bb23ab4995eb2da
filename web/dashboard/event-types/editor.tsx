import { Alert, Anchor, Box, Button, Group, Stack, Tabs } from "@mantine/core";
import { IconAlertCircle, IconArrowLeft, IconExternalLink } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useEffect, useState } from "react";
import { getEventType, updateEventType } from "../../../src/domain/scheduling/event-types/operations.ts";
import { useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAddress, useRecordId } from "../parts/address.ts";
import { useAsRead } from "../parts/as-read.ts";
import { useAsk, useDo } from "../parts/data.ts";
import { FormEnd, useRecordForm } from "../parts/form.tsx";
import { Page } from "../parts/page.tsx";
import { Failed, Waiting } from "../parts/states.tsx";
import { TabRow } from "../parts/tab-row.tsx";
import { editorWords } from "./editor-texts.ts";
import type { EditorForm } from "./fields.ts";
import { LockedFields, useLocked } from "./locked.tsx";
import { type EventType, toEdit, toSend, type Values } from "./model.ts";
import { Advanced } from "./tab-advanced.tsx";
import { Availability } from "./tab-availability.tsx";
import { Basics } from "./tab-basics.tsx";
import { Explain } from "./tab-explain.tsx";
import { Hosts } from "./tab-hosts.tsx";
import { PrivateLinks } from "./tab-links.tsx";
import { Places } from "./tab-places.tsx";
import { Questions } from "./tab-questions.tsx";

/** Everything about one event type. */
export default function EventTypePage() {
  const id = useRecordId();
  const found = useAsk(getEventType, { id });
  // While the next one is fetched, the last one is still there.
  const eventType = String(found.data?.id) === id ? found.data : undefined;
  if (found.error) return <Failed error={found.error} again={() => void found.refetch()} />;
  if (!eventType) return <Waiting />;
  return <Loaded key={id} eventType={eventType} />;
}

function Loaded({ eventType }: { eventType: EventType }) {
  const [asRead, setDirty] = useAsRead(eventType);
  return <Editor key={asRead.version} eventType={asRead} setDirty={setDirty} />;
}

type Tab = { name: keyof typeof editorWords.en; fields: (keyof Values)[]; body: ReactNode; apart?: boolean };

function tabsOf(form: EditorForm, eventType: EventType, readOnly: boolean): Tab[] {
  const parts = { form, eventType, readOnly };
  return [
    {
      name: "basics",
      fields: ["title", "slug", "description", "length", "lengthOptions", "color"],
      body: <Basics {...parts} />,
    },
    { name: "places", fields: ["locations"], body: <Places {...parts} /> },
    { name: "availability", fields: [...timeFields], body: <Availability {...parts} /> },
    { name: "questions", fields: ["bookingFields"], body: <Questions {...parts} /> },
    ...(eventType.teamId ? [{ name: "hosts" as const, fields: [...hostFields], body: <Hosts {...parts} /> }] : []),
    { name: "advanced", fields: [...advancedFields], body: <Advanced {...parts} /> },
    { name: "links", fields: [], body: <PrivateLinks {...parts} />, apart: true },
    { name: "explain", fields: [], body: <Explain {...parts} />, apart: true },
  ];
}
/** Whether any of these fields is shown there. */
const isIn = ({ fields }: Tab, places: string[]) =>
  places.some((place) => fields.includes(place.split(".")[0] as keyof Values));

const timeFields = [
  "scheduleId",
  "minimumBookingNotice",
  "beforeEventBuffer",
  "afterEventBuffer",
  "slotInterval",
  "offsetStart",
  "periodType",
  "periodDays",
  "periodStartDate",
  "periodEndDate",
  "bookingLimits",
  "durationLimits",
  "timeZone",
] as const;
const hostFields = ["schedulingType", "hosts", "hostGroups", "unlockedFields"] as const;
const advancedFields = [
  "requiresConfirmationThreshold",
  "seatsPerTimeSlot",
  "recurringEvent",
  "price",
  "currency",
  "minimumCancellationNotice",
  "minimumReschedulingNotice",
  "successRedirectUrl",
  "isInstantEvent",
  "instantExpirySeconds",
  "metadata",
] as const;

function Editor({ eventType, setDirty }: { eventType: EventType; setDirty: (dirty: boolean) => void }) {
  const text = useTexts(editorWords);
  const { may } = useSession();
  const [{ tab = "basics" }, setAddress] = useAddress();
  const update = useDo(updateEventType, { alsoChanges: ["slots"] });
  const [initial] = useState(() => toEdit(eventType));
  const { form, refusal, sending, onSubmit } = useRecordForm<Values>(
    initial,
    (values) =>
      update.deed({
        id: String(eventType.id),
        ...toSend(initial, values, eventType.teamId !== null),
        options: { ifMatch: eventType.version },
      }),
    { reveal },
  );
  const dirty = form.isDirty();
  useEffect(() => setDirty(dirty), [dirty, setDirty]);
  const readOnly = !may("event-types:write");
  const locked = useLocked(eventType);
  const tabs = tabsOf(form, eventType, readOnly);
  const here = tabs.find(({ name }) => name === tab) ?? tabs[0]!;
  function reveal(places: string[]) {
    if (isIn(here, places)) return;
    const first = tabs.find((one) => isIn(one, places));
    if (first) setAddress({ tab: first.name });
  }
  return (
    <Page title={eventType.title} action={<Preview link={eventType.link} />}>
      <Anchor component={Link} to="/event-types" size="sm" mt={-12}>
        <Group gap={4}>
          <IconArrowLeft size={14} aria-hidden />
          {text.back}
        </Group>
      </Anchor>
      {eventType.parentId && <Alert variant="light">{text.managedNote}</Alert>}
      {readOnly && <Alert variant="light">{text.readOnly}</Alert>}
      <Tabs value={here.name} onChange={(name) => setAddress({ tab: name ?? undefined })} keepMounted={false}>
        <TabRow open={here.name}>
          {tabs.map((one) => (
            <Tabs.Tab
              key={one.name}
              value={one.name}
              rightSection={
                isIn(one, Object.keys(form.errors)) && (
                  <IconAlertCircle size={16} color="var(--mantine-color-error)" aria-label={text.wrongHere} />
                )
              }
            >
              {text[one.name]}
            </Tabs.Tab>
          ))}
        </TabRow>
        <Box maw={720} pt="md">
          {here.apart ? (
            <Tabs.Panel value={here.name}>{here.body}</Tabs.Panel>
          ) : (
            <form onSubmit={onSubmit} noValidate>
              <Tabs.Panel value={here.name}>
                <LockedFields value={locked}>
                  <Stack gap="md">{here.body}</Stack>
                </LockedFields>
              </Tabs.Panel>
              {!readOnly && <FormEnd form={form} refusal={refusal} sending={sending} />}
            </form>
          )}
        </Box>
      </Tabs>
    </Page>
  );
}

function Preview({ link }: { link: string }) {
  const text = useTexts(editorWords);
  return (
    <Button
      component="a"
      href={link}
      target="_blank"
      rel="noreferrer"
      variant="default"
      rightSection={<IconExternalLink size={16} aria-hidden />}
    >
      {text.preview}
    </Button>
  );
}
