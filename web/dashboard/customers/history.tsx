import { Anchor, Group, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { fill, useSay, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { InvoiceStatus } from "../invoices/status.tsx";
import { Stars } from "../parts/stars.tsx";
import { type Status, StatusBadge } from "../parts/status.tsx";
import type { Profile } from "./drawer.tsx";
import { texts } from "./texts.ts";

/** What the customer comes to, in a few figures. */
export function Sum({ profile }: { profile: Profile }) {
  const text = useTexts(texts);
  const say = useSay();
  const { business } = useSession();
  const figures: [string, string][] = [
    [text.visits, say.number(profile.totalBookings)],
    [text.spent, say.money(profile.totalSpent, business.currency)],
    ...(profile.noShows > 0 ? [[text.noShows, say.number(profile.noShows)] as [string, string]] : []),
    ...(profile.lastVisit ? [[text.last, say.date(profile.lastVisit)] as [string, string]] : []),
    ...(profile.nextAppointment ? [[text.next, say.dateTime(profile.nextAppointment)] as [string, string]] : []),
  ];
  return (
    <Group gap="lg" component="dl" m={0}>
      {figures.map(([label, value]) => (
        <div key={label}>
          <Text component="dt" size="xs" c="dimmed">
            {label}
          </Text>
          <Text component="dd" m={0} fw={600} className="figures">
            {value}
          </Text>
        </div>
      ))}
    </Group>
  );
}

export function Appointments({ profile: { appointments } }: { profile: Profile }) {
  const text = useTexts(texts);
  const say = useSay();
  return (
    <History none={text.noAppointments}>
      {appointments.map(({ id, startTime, endTime, status, price, currency, service, employee }) => (
        <Entry
          key={id}
          title={
            <Anchor component={Link} to="/appointments" search={{ id: String(id) } as never} fw={600}>
              {service.name}
            </Anchor>
          }
          badge={<StatusBadge status={status as Status} />}
          end={say.money(price, currency)}
        >
          {say.date(startTime)}, {say.range(startTime, endTime)}
          {employee && ` · ${employee.name}`}
        </Entry>
      ))}
    </History>
  );
}

export function Invoices({ profile: { invoices } }: { profile: Profile }) {
  const text = useTexts(texts);
  const say = useSay();
  return (
    <History none={text.noInvoices}>
      {invoices.map(({ id, number, status, total, currency, dueDate, issuedAt }) => (
        <Entry
          key={id}
          title={
            <Anchor component={Link} to="/invoices" search={{ id: String(id) } as never} fw={600}>
              {number ?? text.draft}
            </Anchor>
          }
          badge={<InvoiceStatus status={status} />}
          end={say.money(total, currency)}
        >
          {issuedAt ? say.date(issuedAt) : dueDate ? say.day(dueDate) : ""}
        </Entry>
      ))}
    </History>
  );
}

export function Reviews({ profile: { reviews } }: { profile: Profile }) {
  const text = useTexts(texts);
  const say = useSay();
  return (
    <History none={text.noReviews}>
      {reviews.map(({ id, rating, comment, published, createdAt }) => (
        <Entry
          key={id}
          title={<Stars rating={rating} label={fill(text.stars, { count: rating })} />}
          end={say.date(createdAt)}
        >
          {comment}
          {!published && ` (${text.hidden})`}
        </Entry>
      ))}
    </History>
  );
}

const History = ({ none, children }: { none: string; children: ReactNode[] }) =>
  children.length === 0 ? (
    <Text c="dimmed" py="lg" ta="center">
      {none}
    </Text>
  ) : (
    <ul className="rows">{children}</ul>
  );

function Entry({
  title,
  badge,
  end,
  children,
}: {
  title: ReactNode;
  badge?: ReactNode;
  end: string;
  children: ReactNode;
}) {
  return (
    <li>
      <Group justify="space-between" wrap="nowrap" align="flex-start" px="sm" py="xs">
        <Stack gap={2} miw={0}>
          <Group gap="xs">
            {title}
            {badge}
          </Group>
          <Text size="sm" c="dimmed">
            {children}
          </Text>
        </Stack>
        <Text className="figures" style={{ whiteSpace: "nowrap" }}>
          {end}
        </Text>
      </Group>
    </li>
  );
}
