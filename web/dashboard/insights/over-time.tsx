import { getBookingAnalytics } from "../../../src/domain/insights/meetings/operations.ts";
import { getInsights } from "../../../src/domain/insights/operations.ts";
import { getRevenue } from "../../../src/domain/insights/revenue/operations.ts";
import { useLocale, useSay, useTexts } from "../../shared/locale.ts";
import { useAsk } from "../parts/data.ts";
import { Failed, Waiting } from "../parts/states.tsx";
import { ChartCard } from "./chart-card.tsx";
import { type Grouping, type Period, periodsOf, startOf } from "./period.ts";
import { texts } from "./texts.ts";

type Props = { period: Period; groupBy: Grouping; height?: number };

/** Appointments of services and bookings of event types, one upon the other. */
export function TrendChart({ period, groupBy, height }: Props) {
  const text = useTexts(texts);
  const say = useSay();
  const label = useLabel(groupBy);
  const appointments = useAsk(getInsights, period);
  const bookings = useAsk(getBookingAnalytics, { ...period, groupBy });
  const failed = [appointments, bookings].find(({ error }) => error);
  if (failed?.error) return <Failed error={failed.error} again={() => void failed.refetch()} />;
  if (!appointments.data || !bookings.data) return <Waiting />;
  const rows = periodsOf(period, groupBy).map((start) => {
    const found = bookings.data.trend.find((one) => startOf(one.period, groupBy) === start);
    const days = appointments.data.byDay.filter(({ date }) => startOf(date, groupBy) === start);
    return {
      period: label(start),
      appointments: days.reduce((sum, one) => sum + one.bookings, 0),
      bookings: found?.bookings ?? 0,
    };
  });
  return (
    <ChartCard
      title={text.trend}
      of={text[groupBy]}
      label="period"
      rows={rows}
      {...(height ? { height } : {})}
      series={[
        { key: "appointments", label: text.appointments, color: "accent.6", say: say.number },
        { key: "bookings", label: text.bookings, color: "teal.6", say: say.number },
      ]}
    />
  );
}

export function RevenueChart({ period, groupBy, height }: Props) {
  const text = useTexts(texts);
  const say = useSay();
  const label = useLabel(groupBy);
  const revenue = useAsk(getRevenue, { ...period, groupBy });
  if (revenue.error) return <Failed error={revenue.error} again={() => void revenue.refetch()} />;
  if (!revenue.data) return <Waiting />;
  const { periods, currency } = revenue.data;
  const rows = periodsOf(period, groupBy).map((start) => ({
    period: label(start),
    revenue: periods.find((one) => startOf(one.period, groupBy) === start)?.revenue ?? 0,
  }));
  return (
    <ChartCard
      title={text.earned}
      of={text[groupBy]}
      label="period"
      rows={rows}
      {...(height ? { height } : {})}
      series={[
        { key: "revenue", label: text.revenue, color: "accent.6", say: (amount) => say.money(amount, currency) },
      ]}
    />
  );
}

/** "9 Mar", or "March 2027" for months: short enough for an axis. */
function useLabel(groupBy: Grouping) {
  const locale = useLocale();
  const format = new Intl.DateTimeFormat(locale, {
    timeZone: "UTC",
    ...(groupBy === "month" ? { month: "short", year: "numeric" } : { day: "numeric", month: "short" }),
  });
  return (date: string) => format.format(new Date(`${date}T00:00:00Z`));
}
