import { Alert, Anchor, Grid, Group, SimpleGrid, Stack } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { getDashboard, getNoShowReport } from "../../../src/domain/insights/meetings/operations.ts";
import { getStats } from "../../../src/domain/insights/operations.ts";
import { listMessages } from "../../../src/domain/messaging/messages/operations.ts";
import { fill, useClock, useSay, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { texts as shell } from "../app/texts.ts";
import { Figure } from "../insights/figure.tsx";
import { RevenueChart, TrendChart } from "../insights/over-time.tsx";
import { daysAfter } from "../insights/period.ts";
import { WelcomeBanner } from "../onboarding/banner.tsx";
import { useAsk } from "../parts/data.ts";
import { Page } from "../parts/page.tsx";
import { wallTimeAt } from "../parts/zoned.ts";
import { Agenda } from "./agenda.tsx";
import { FirstSteps } from "./first-steps.tsx";
import { Requests } from "./requests.tsx";
import { texts } from "./texts.ts";

/** What whoever runs the business sees first: the day, what waits for an answer, and how the week goes. */
export default function HomePage() {
  const text = useTexts(texts);
  const say = useSay();
  const { may } = useSession();
  const { timeZone } = useClock();
  const today = wallTimeAt(timeZone, new Date().toISOString()).slice(0, 10);
  const lately = { from: daysAfter(today, -29), to: today };
  return (
    <Page title={fill(text.title, { date: say.day(today) })}>
      <SandboxBanner />
      <WelcomeBanner />
      <FirstSteps />
      {may("appointments:read") && <Figures />}
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Agenda date={today} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack>
            <Requests today={today} />
            {may("insights:read") && (
              <>
                <TrendChart period={lately} groupBy="day" height={160} />
                <RevenueChart period={lately} groupBy="week" height={160} />
                <Group justify="flex-end">
                  <Anchor component={Link} to="/insights" size="sm">
                    {text.toInsights}
                  </Anchor>
                </Group>
              </>
            )}
          </Stack>
        </Grid.Col>
      </Grid>
    </Page>
  );
}

/** The last mail tells whether mails leave this installation. */
function SandboxBanner() {
  const text = useTexts(shell);
  const { may } = useSession();
  const last = useAsk(listMessages, may("messages:read") ? { channel: "email", status: "sent", limit: "1" } : null);
  if (last.data?.items[0]?.mode !== "sandbox") return null;
  return (
    <Alert
      py={6}
      role="note"
      styles={{
        root: { background: "light-dark(#fff8db, #332b17)" },
        message: { color: "light-dark(#4d3300, #f3dfa8)" },
      }}
    >
      {text.sandbox}{" "}
      <Anchor href="/outbox" c="inherit" td="underline" inherit>
        {text.outbox}
      </Anchor>
    </Alert>
  );
}

function Figures() {
  const text = useTexts(texts);
  const say = useSay();
  const { may } = useSession();
  const stats = useAsk(getStats, {}).data;
  const bookings = useAsk(getDashboard, may("insights:read") ? {} : null).data?.calBookings;
  const week = stats?.thisWeek;
  const missed = useAsk(getNoShowReport, week && may("insights:read") ? { from: week.from, to: week.to } : null).data;
  const money = (amount: number) => say.money(amount, stats!.currency);
  const also = (count: number | undefined) => (count ? fill(text.bookingsHint, { count }) : undefined);
  const pending = stats && fill(text.pendingHint, { count: stats.today.pending });
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: 5 }} spacing="sm">
      <Figure
        label={text.todayCount}
        value={stats && say.number(stats.today.total)}
        hint={[also(bookings?.today), pending].filter(Boolean).join(", ")}
      />
      <Figure label={text.thisWeek} value={week && say.number(week.total)} hint={also(bookings?.thisWeek)} />
      <Figure
        label={text.revenueWeek}
        value={week && money(week.revenue)}
        hint={week && fill(text.expected, { amount: money(week.expectedRevenue) })}
      />
      <Figure label={text.newThisWeek} value={stats && say.number(stats.newCustomers)} hint={text.thisWeek} />
      <Figure
        label={text.noShowsWeek}
        value={
          missed
            ? say.number(missed.attendeeNoShows + missed.appointmentNoShows)
            : week && say.number(week.byStatus["no-show"])
        }
        hint={missed && say.percent(missed.rate)}
      />
    </SimpleGrid>
  );
}
