import { Badge } from "@mantine/core";
import type { Status } from "../../../src/domain/services/appointments/schema.ts";
import { useTexts } from "../../shared/locale.ts";
import { texts } from "./texts.ts";

/** Colours that go with the words, never instead of them. */
export const statusColour: Record<Status, string> = {
  pending: "yellow",
  approved: "accent",
  completed: "teal",
  canceled: "gray",
  rejected: "gray",
  "no-show": "red",
};

export function StatusBadge({ status }: { status: Status }) {
  const { statuses } = useTexts(texts);
  const over = status === "canceled" || status === "rejected";
  return (
    <Badge
      variant="light"
      miw="max-content"
      color={statusColour[status]}
      tt="none"
      c="var(--mantine-color-text)"
      td={over ? "line-through" : undefined}
    >
      {statuses[status]}
    </Badge>
  );
}

export const hasBegun = (startTime: string): boolean => Date.parse(startTime) <= Date.now();

/** Where staff may take an appointment from each state; the server has the last word. */
export const nextStatuses: Record<Status, Status[]> = {
  pending: ["approved", "rejected"],
  approved: ["completed", "no-show"],
  completed: ["approved", "no-show"],
  "no-show": ["approved", "completed"],
  canceled: [],
  rejected: [],
};
