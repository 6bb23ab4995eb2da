import { Anchor, Button, Group, Select, Tabs, Text } from "@mantine/core";
import { IconRepeat } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { listAllMembers } from "../../../src/domain/accounts/members/operations.ts";
import {
  confirmBooking,
  listBookings,
  markBookingNoShow,
  rejectBooking,
} from "../../../src/domain/scheduling/bookings/operations.ts";
import { cancelBookingOperation } from "../../../src/domain/scheduling/bookings/visitor-operations.ts";
import { listEventTypes } from "../../../src/domain/scheduling/event-types/operations.ts";
import { call } from "../../shared/api.ts";
import { fill, useSay, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAddress } from "../parts/address.ts";
import { useAsk, useList } from "../parts/data.ts";
import { type Column, RecordList } from "../parts/list.tsx";
import { type Deed, Many } from "../parts/many.tsx";
import { Page } from "../parts/page.tsx";
import { StatusBadge } from "../parts/status.tsx";
import { BookingDrawer } from "./drawer.tsx";
import { usePlace } from "./place.ts";
import { type Booking, isOpen, statusOf } from "./status.ts";
import { texts } from "./texts.ts";
import { acting } from "./texts-acting.ts";

const tabs = ["upcoming", "unconfirmed", "recurring", "past", "cancelled"] as const;
type Tab = (typeof tabs)[number];

export default function BookingsPage() {
  const text = useTexts(texts);
  const [{ tab, search, eventType, host, series, uid }, setAddress] = useAddress();
  const shown = tabs.find((one) => one === tab) ?? "upcoming";
  const list = useList(listBookings, {
    // A series is shown as a whole, whatever became of its parts.
    ...(series ? { recurringEventId: series } : { status: shown }),
    search,
    eventTypeId: eventType,
    userId: host,
    limit: "50",
  });
  const { may } = useSession();
  const deeds = useDeeds();
  const open = (booking: Booking) => setAddress({ uid: booking.uid });
  const nameOf = ({ title, attendees }: Booking) => [title, attendees[0]?.name].filter(Boolean).join(", ");
  return (
    <Page title={text.title}>
      <Tabs
        value={series ? "recurring" : shown}
        onChange={(next) =>
          setAddress({ tab: next === "upcoming" ? undefined : (next ?? undefined), series: undefined })
        }
        keepMounted={false}
      >
        <Tabs.List aria-label={text.tabs} style={{ flexWrap: "nowrap", overflowX: "auto", overflowY: "hidden" }}>
          {tabs.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {text[one]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={series ? "recurring" : shown} pt="md">
          <RecordList<Booking>
            name="bookings"
            list={list}
            columns={useColumns(open)}
            nameOf={nameOf}
            open={open}
            filters={<Filters />}
            filteredBy={["eventType", "host", "series"]}
            empty={useEmpty(shown)}
            bulk={
              may("bookings:write") &&
              ((ticked, keep) => (
                <Many
                  ticked={ticked}
                  keep={keep}
                  nameOf={nameOf}
                  changes={["bookings", "insights", "slots"]}
                  deeds={deeds}
                />
              ))
            }
          />
        </Tabs.Panel>
      </Tabs>
      <BookingDrawer uid={uid ?? null} close={() => setAddress({ uid: undefined })} />
    </Page>
  );
}

function useDeeds(): Deed<Booking>[] {
  const text = useTexts(acting);
  const isPending = ({ status }: Booking) => status === "pending";
  const cameNot = ({ attendees }: Booking) => attendees.filter(({ status, noShow }) => status === "booked" && !noShow);
  return [
    { label: text.confirm, fits: isPending, act: ({ uid }) => call(confirmBooking, { uid }) },
    {
      label: text.reject,
      fits: isPending,
      act: ({ uid }, reason) => call(rejectBooking, { uid, reason }),
      asks: { reason: text.reason },
      grave: true,
    },
    {
      label: text.didNotCome,
      fits: (one) => one.status === "accepted" && Date.parse(one.startTime) <= Date.now() && cameNot(one).length > 0,
      act: (one) =>
        call(markBookingNoShow, {
          uid: one.uid,
          attendees: cameNot(one).map(({ email }) => ({ email, noShow: true })),
        }),
    },
    {
      label: text.cancelBooking,
      fits: (one) => isOpen(one) && Date.parse(one.endTime) > Date.now(),
      act: ({ uid }, reason) => call(cancelBookingOperation, { uid, reason }),
      asks: { reason: text.reason, text: text.reasonHint },
      grave: true,
    },
  ];
}

function useEmpty(tab: Tab) {
  const text = useTexts(texts);
  if (tab === "unconfirmed") return { title: text.emptyRequests, text: text.emptyRequestsText };
  if (tab !== "upcoming") return { title: text.emptyOther, text: text.emptyOtherText };
  const action = (
    <Button component={Link} to="/event-types">
      {text.toEventTypes}
    </Button>
  );
  return { title: text.empty, text: text.emptyText, action };
}

function useColumns(open: (booking: Booking) => void): Column<Booking>[] {
  const text = useTexts(texts);
  const say = useSay();
  const placeOf = usePlace();
  return [
    {
      accessor: "title",
      title: text.what,
      render: (booking) => (
        <>
          <Group gap={6} wrap="nowrap">
            <Anchor component="button" type="button" fw={600} ta="left" onClick={() => open(booking)}>
              {booking.title}
            </Anchor>
            {booking.recurringEventId && <IconRepeat size={14} role="img" aria-label={text.series} />}
          </Group>
          {/* On a phone the row says it all in one place. */}
          <Text size="sm" hiddenFrom="xs">
            {say.dateTime(booking.startTime)}
          </Text>
          <Text size="sm" c="dimmed" hiddenFrom="sm">
            {who(booking, text.more)}
          </Text>
        </>
      ),
    },
    {
      accessor: "startTime",
      title: text.when,
      visibleMediaQuery: "(min-width: 36em)",
      render: ({ startTime, endTime }) => (
        <>
          {say.date(startTime)}
          <Text size="sm" c="dimmed">
            {say.range(startTime, endTime)}
          </Text>
        </>
      ),
    },
    {
      accessor: "attendees",
      title: text.who,
      visibleMediaQuery: "(min-width: 48em)",
      render: (one) => who(one, text.more),
    },
    {
      accessor: "hosts",
      title: text.host,
      visibleMediaQuery: "(min-width: 62em)",
      render: ({ hosts }) => hosts.map(({ name }) => name).join(", "),
    },
    { accessor: "location", title: text.place, visibleMediaQuery: "(min-width: 75em)", render: placeOf },
    { accessor: "status", title: text.status, width: 130, render: (one) => <StatusBadge status={statusOf(one)} /> },
  ];
}

function who({ attendees }: Booking, more: string): string {
  const [first, ...others] = attendees.filter(({ status }) => status === "booked");
  if (!first) return attendees[0]?.name ?? "";
  return others.length === 0 ? first.name : `${first.name} ${fill(more, { count: others.length })}`;
}

function Filters() {
  const text = useTexts(texts);
  const { may, onlyOwn } = useSession();
  const [{ eventType, host }, setAddress] = useAddress();
  const types = useAsk(listEventTypes, may("event-types:read") ? { all: "true", limit: "200" } : null);
  const members = useAsk(listAllMembers, may("members:read") && !onlyOwn ? { limit: "200" } : null);
  return (
    <>
      <Select
        aria-label={text.eventType}
        placeholder={text.anyEventType}
        data={(types.data?.items ?? []).map(({ id, title }) => ({ value: String(id), label: title }))}
        value={eventType ?? null}
        onChange={(next) => setAddress({ eventType: next ?? undefined })}
        clearable
        searchable
        w={{ base: "100%", xs: 200 }}
      />
      {(members.data?.items.length ?? 0) > 1 && (
        <Select
          aria-label={text.host}
          placeholder={text.anyHost}
          data={members.data!.items.map(({ id, name }) => ({ value: String(id), label: name }))}
          value={host ?? null}
          onChange={(next) => setAddress({ host: next ?? undefined })}
          clearable
          searchable
          w={{ base: "100%", xs: 180 }}
        />
      )}
    </>
  );
}
