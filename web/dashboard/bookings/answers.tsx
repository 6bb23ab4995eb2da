import { List, Text } from "@mantine/core";
import { getEventType } from "../../../src/domain/scheduling/event-types/operations.ts";
import type { Assignment } from "../../../src/domain/scheduling/slots/rank.ts";
import { fill, useSay, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAsk } from "../parts/data.ts";
import { Fold } from "../parts/fold.tsx";
import { words } from "../parts/words.ts";
import { type FullBooking, Part } from "./drawer.tsx";
import { texts } from "./texts.ts";

/** Told elsewhere in the drawer. */
const elsewhere = new Set(["name", "email", "guests", "location", "title"]);

/** What the event type asked, and what the booker said. */
export function Answers({ booking }: { booking: FullBooking }) {
  const text = useTexts(texts);
  const { may } = useSession();
  const { yes, no } = useTexts(words);
  const known = may("event-types:read") && booking.eventTypeId !== null;
  const type = useAsk(getEventType, known ? { id: String(booking.eventTypeId) } : null);
  const given = Object.entries(booking.responses).filter(([name, value]) => !elsewhere.has(name) && value !== "");
  if (given.length === 0) return null;
  const inWords = (value: unknown): string => {
    if (typeof value === "boolean") return value ? yes : no;
    return Array.isArray(value) ? value.map(inWords).join(", ") : String(value ?? "");
  };
  return (
    <Part title={text.answers}>
      {given.map(([name, value]) => {
        const field = type.data?.bookingFields.find((one) => one.name === name);
        const chosen = [value]
          .flat()
          .map((one) => field?.options?.find((option) => option.value === one)?.label ?? one);
        return (
          <div key={name}>
            <Text size="sm" c="dimmed">
              {field?.label ?? name}
            </Text>
            <Text mb={6} style={{ whiteSpace: "pre-line", overflowWrap: "anywhere" }}>
              {inWords(chosen)}
            </Text>
          </div>
        );
      })}
    </Part>
  );
}

/** By which rule the host was chosen, and how the others stood. */
export function WhyThisHost({ booking }: { booking: FullBooking }) {
  const text = useTexts(texts);
  const say = useSay();
  const assignment = booking.assignmentReason as Assignment | null;
  if (!assignment) return null;
  const ranking = assignment.ranking ?? [];
  return (
    <Fold label={text.why}>
      <Text size="sm">{assignment.rule.startsWith("stays") ? text.whyStays : text.whyTurn}</Text>
      {ranking.length > 0 && (
        <>
          <Text size="sm" fw={600}>
            {text.ranking}
          </Text>
          <List type="ordered" size="sm">
            {ranking.map(({ userId, name, shortfall, bookings }) => (
              <List.Item key={userId}>
                {name}: {fill(text.behind, { count: say.number(Math.round(shortfall * 10) / 10), bookings })}
              </List.Item>
            ))}
          </List>
        </>
      )}
    </Fold>
  );
}
