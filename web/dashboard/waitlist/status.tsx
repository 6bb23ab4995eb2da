import { useTexts } from "../../shared/locale.ts";
import { type Tone, ToneBadge } from "../parts/tone.tsx";
import { texts } from "./texts.ts";

export const entryStates = ["waiting", "offered", "booked", "expired", "removed"] as const;
export type EntryState = (typeof entryStates)[number];

/** How somebody on the waitlist stands, by colour and by word. */
export function EntryStatus({ status }: { status: EntryState }) {
  const text = useTexts(texts);
  return (
    <ToneBadge tone={tones[status]} struck={status === "removed" || status === "expired"}>
      {text[status]}
    </ToneBadge>
  );
}

const tones: Record<EntryState, Tone> = {
  waiting: "waiting",
  offered: "going",
  booked: "good",
  expired: "off",
  removed: "off",
};
