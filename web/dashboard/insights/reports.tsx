import { ScrollArea, Stack, Table, Text } from "@mantine/core";
import {
  getBusiestDays,
  getNoShowReport,
  getPopularEventTypes,
  getStaffPerformance,
} from "../../../src/domain/insights/meetings/operations.ts";
import { getInsights } from "../../../src/domain/insights/operations.ts";
import { getRevenue } from "../../../src/domain/insights/revenue/operations.ts";
import { useLocale, useSay, useTexts } from "../../shared/locale.ts";
import { useAsk } from "../parts/data.ts";
import { ChartCard, Panel } from "./chart-card.tsx";
import { Figure } from "./figure.tsx";
import type { Period } from "./period.ts";
import { Shares } from "./shares.tsx";
import { texts } from "./texts.ts";

type Props = { period: Period };

/** Which services, which people and which places earned it. */
export function RevenueBy({ period }: Props) {
  const text = useTexts(texts);
  const say = useSay();
  const revenue = useAsk(getRevenue, period);
  if (!revenue.data) return null;
  const { currency, byService, byStaff, byLocation, otherCurrencies } = revenue.data;
  const parts = [
    { title: text.byService, lines: byService },
    { title: text.byStaff, lines: byStaff },
    { title: text.byLocation, lines: byLocation },
  ].filter(({ lines }) => lines.length > 0);
  return (
    <Panel title={text.revenue}>
      <Stack>
        {parts.length === 0 && <Text c="dimmed">{text.nothing}</Text>}
        {parts.map(({ title, lines }) => (
          <Shares
            key={title}
            title={title}
            of={text.revenue}
            lines={lines.map((one) => ({
              name: one.name ?? text.none,
              share: one.share,
              value: say.money(one.revenue, currency),
            }))}
          />
        ))}
        {otherCurrencies.length > 0 && (
          <Text size="sm">
            {text.other}: {otherCurrencies.map((one) => say.money(one.revenue, one.currency)).join(", ")}
          </Text>
        )}
      </Stack>
    </Panel>
  );
}

export function Popular({ period }: Props) {
  const text = useTexts(texts);
  const say = useSay();
  const types = useAsk(getPopularEventTypes, period);
  const insights = useAsk(getInsights, period);
  const services = insights.data?.topServices ?? [];
  const most = insights.data?.totalBookings || 1;
  return (
    <Panel title={text.popular}>
      <Stack>
        {types.data?.eventTypes.length === 0 && <Text c="dimmed">{text.nothing}</Text>}
        <Shares
          title={text.eventType}
          lines={(types.data?.eventTypes ?? []).map((one) => ({
            name: one.title,
            share: one.share,
            value: say.number(one.bookings),
          }))}
        />
        <Shares
          title={text.services}
          lines={services.map(({ name, count }) => ({ name, share: count / most, value: say.number(count) }))}
        />
      </Stack>
    </Panel>
  );
}

export function Busiest({ period }: Props) {
  const text = useTexts(texts);
  const locale = useLocale();
  const say = useSay();
  const busiest = useAsk(getBusiestDays, period);
  if (!busiest.data) return null;
  const weekday = new Intl.DateTimeFormat(locale, { weekday: "short", timeZone: "UTC" });
  // 5 January 2025 was a Sunday. Weeks are read from Monday on.
  const weekdays = [1, 2, 3, 4, 5, 6, 0].map((day) => {
    const { bookings = 0, appointments = 0 } = busiest.data.weekdays.find((one) => one.day === day) ?? {};
    return { day: weekday.format(Date.UTC(2025, 0, 5 + day)), appointments, bookings };
  });
  const hours = busiest.data.hours.map(({ hour, bookings }) => ({ hour: hourIn(locale, hour), bookings }));
  return (
    <Stack>
      <ChartCard
        title={text.weekdays}
        of={text.day}
        label="day"
        rows={weekdays}
        height={180}
        series={[
          { key: "appointments", label: text.appointments, color: "accent.6", say: say.number },
          { key: "bookings", label: text.bookings, color: "teal.6", say: say.number },
        ]}
      />
      <ChartCard
        title={text.hours}
        of={text.hour}
        label="hour"
        rows={hours}
        height={150}
        series={[{ key: "bookings", label: text.count, color: "accent.6", say: say.number }]}
      />
    </Stack>
  );
}
const hourIn = (locale: string, hour: number) =>
  new Intl.DateTimeFormat(locale, { hour: "numeric", timeZone: "UTC" }).format(Date.UTC(2025, 0, 5, hour));

export function NoShows({ period, before }: Props & { before: Period }) {
  const text = useTexts(texts);
  const say = useSay();
  const now = useAsk(getNoShowReport, period);
  const then = useAsk(getNoShowReport, before);
  if (!now.data) return null;
  const { attendeeNoShows, appointmentNoShows, byEventType, repeated, rate } = now.data;
  const people = repeated.map(({ name, noShows }) => ({
    name,
    share: noShows / (repeated[0]?.noShows || 1),
    value: say.number(noShows),
  }));
  return (
    <Panel title={text.noShows}>
      <Stack>
        <Figure
          label={text.noShowRate}
          value={say.percent(rate)}
          hint={`${text.missed}: ${say.number(attendeeNoShows + appointmentNoShows)}`}
          change={then.data && { now: rate, before: then.data.rate }}
        />
        <Shares
          title={text.byEventType}
          lines={byEventType.map((one) => ({ name: one.title, share: one.rate, value: say.number(one.noShows) }))}
        />
        <Shares title={text.repeated} lines={people} />
      </Stack>
    </Panel>
  );
}

export function Staff({ period }: Props) {
  const text = useTexts(texts);
  const say = useSay();
  const staff = useAsk(getStaffPerformance, period);
  if (!staff.data) return null;
  const { currency } = staff.data;
  const heads = [text.appointments, text.bookings, text.completed, text.noShows, text.completion, text.revenue];
  return (
    <>
      <ChartCard
        title={text.staffBookings}
        of={text.name}
        label="name"
        height={180}
        rows={staff.data.staff.map(({ name, appointments, bookings }) => ({ name, appointments, bookings }))}
        series={[
          { key: "appointments", label: text.appointments, color: "accent.6", say: say.number },
          { key: "bookings", label: text.bookings, color: "teal.6", say: say.number },
        ]}
      />
      <Panel title={text.staff}>
        <ScrollArea viewportProps={{ tabIndex: 0, "aria-label": text.staff, role: "region" }}>
          <Table aria-label={text.staff} miw={640}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{text.name}</Table.Th>
                {heads.map((head) => (
                  <Table.Th key={head} ta="right">
                    {head}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {staff.data.staff.map((one) => (
                <Table.Tr key={`${one.userId}-${one.employeeId}`}>
                  <Table.Td fw={600}>{one.name}</Table.Td>
                  {[
                    say.number(one.appointments),
                    say.number(one.bookings),
                    say.number(one.appointmentsCompleted + one.bookingsCompleted),
                    say.number(one.appointmentNoShows + one.bookingNoShows),
                    say.percent(one.completionRate),
                    say.money(one.revenue, currency),
                  ].map((value, place) => (
                    <Table.Td key={heads[place]} ta="right">
                      {value}
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </ScrollArea>
      </Panel>
    </>
  );
}
