import { Group, SegmentedControl, SimpleGrid, TextInput } from "@mantine/core";
import { getBookingAnalytics } from "../../../src/domain/insights/meetings/operations.ts";
import { getInsights } from "../../../src/domain/insights/operations.ts";
import { getRevenue } from "../../../src/domain/insights/revenue/operations.ts";
import { fill, useSay, useTexts } from "../../shared/locale.ts";
import { useAddress } from "../parts/address.ts";
import { useAsk } from "../parts/data.ts";
import { Page } from "../parts/page.tsx";
import { Failed } from "../parts/states.tsx";
import { Figure } from "./figure.tsx";
import { RevenueChart, TrendChart } from "./over-time.tsx";
import { usePeriod } from "./period.ts";
import { Busiest, NoShows, Popular, RevenueBy, Staff } from "./reports.tsx";
import { texts } from "./texts.ts";

export default function InsightsPage() {
  const text = useTexts(texts);
  const { period, before, groupBy } = usePeriod();
  return (
    <Page title={text.title} action={<PeriodPicker />}>
      <Figures />
      <TrendChart period={period} groupBy={groupBy} />
      <RevenueChart period={period} groupBy={groupBy} />
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <RevenueBy period={period} />
        <Popular period={period} />
        <Busiest period={period} />
        <NoShows period={period} before={before} />
      </SimpleGrid>
      <Staff period={period} />
    </Page>
  );
}

function PeriodPicker() {
  const text = useTexts(texts);
  const [, setAddress] = useAddress();
  const { period, chosen } = usePeriod();
  const data = [
    { value: "7", label: text.last7 },
    { value: "30", label: text.last30 },
    { value: "90", label: text.last90 },
    { value: "custom", label: text.custom },
  ];
  const choose = (days: string) =>
    setAddress(
      days === "custom"
        ? { days, ...period }
        : { days: days === "30" ? undefined : days, from: undefined, to: undefined },
    );
  return (
    <Group gap="sm" align="flex-end">
      {chosen === "custom" && (
        <>
          <TextInput
            type="date"
            label={text.from}
            value={period.from}
            max={period.to}
            onChange={({ currentTarget }) => setAddress({ from: currentTarget.value })}
          />
          <TextInput
            type="date"
            label={text.to}
            value={period.to}
            min={period.from}
            onChange={({ currentTarget }) => setAddress({ to: currentTarget.value })}
          />
        </>
      )}
      <SegmentedControl aria-label={text.period} data={data} value={chosen} onChange={choose} />
    </Group>
  );
}

/** How much it was, beside as many days right before. */
function Figures() {
  const text = useTexts(texts);
  const say = useSay();
  const { period, before } = usePeriod();
  const now = useAsk(getInsights, period);
  const then = useAsk(getInsights, before);
  const bookings = useAsk(getBookingAnalytics, period);
  const bookingsThen = useAsk(getBookingAnalytics, before);
  const revenue = useAsk(getRevenue, period);
  const failed = [now, bookings, revenue].find(({ error }) => error);
  if (failed?.error) return <Failed error={failed.error} again={() => void failed.refetch()} />;
  const compare = (one: number | undefined, other: number | undefined) =>
    one === undefined || other === undefined ? undefined : { now: one, before: other };
  const money = (amount: number | undefined) =>
    amount === undefined ? undefined : say.money(amount, revenue.data!.currency);
  const count = (value: number | undefined) => (value === undefined ? undefined : say.number(value));
  const rating = now.data?.averageRating;
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }} spacing="sm">
      <Figure
        label={text.revenue}
        value={money(revenue.data?.total.revenue)}
        change={compare(revenue.data?.total.revenue, revenue.data?.previous.revenue)}
      />
      <Figure
        label={text.appointments}
        value={count(now.data?.totalBookings)}
        change={compare(now.data?.totalBookings, then.data?.totalBookings)}
      />
      <Figure
        label={text.bookings}
        value={count(bookings.data?.total)}
        change={compare(bookings.data?.total, bookingsThen.data?.total)}
      />
      <Figure
        label={text.newCustomers}
        value={count(now.data?.newCustomers)}
        change={compare(now.data?.newCustomers, then.data?.newCustomers)}
      />
      <Figure
        label={text.cancellationRate}
        value={now.data && say.percent(now.data.cancellationRate)}
        change={compare(now.data?.cancellationRate, then.data?.cancellationRate)}
      />
      <Figure
        label={text.rating}
        value={now.data && (rating == null ? "–" : say.number(Math.round(rating * 10) / 10))}
        hint={now.data && fill(text.reviews, { count: now.data.reviews })}
      />
    </SimpleGrid>
  );
}
