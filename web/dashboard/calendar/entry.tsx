import { VisuallyHidden } from "@mantine/core";
import { IconBan, IconClockPause, IconLink, IconPlaneDeparture } from "@tabler/icons-react";
import { useSay, useTexts } from "../../shared/locale.ts";
import { texts as appointmentTexts } from "../appointments/texts.ts";
import type { Entry } from "./entries.ts";
import { boxOf } from "./grid.tsx";
import { heightOf } from "./layout.ts";
import { texts } from "./texts.ts";

type Props = { entry: Entry; from: number; to: number; lane: number; lanes: number; colour: string; lifted: boolean };

/** One entry in its place, with its buffers around it. Its handlers are the grid's. */
export function EntryBox({ entry, from, to, lane, lanes, colour, lifted }: Props) {
  const text = useTexts(texts);
  const { statuses } = useTexts(appointmentTexts);
  const say = useSay();
  const when = say.range(new Date(entry.start).toISOString(), new Date(entry.end).toISOString());
  const word = entry.kind === "appointment" ? statuses[entry.status] : entry.kind === "booking" ? text.booking : "";
  const side = { left: `${(lane / lanes) * 100}%`, width: `calc(${100 / lanes}% - 3px)` };
  const short = to - from < 40;
  return (
    <>
      {entry.bufferBefore > 0 && (
        <div className="cal-buffer" style={{ ...side, ...boxOf(from - entry.bufferBefore, from) }} />
      )}
      <button
        type="button"
        className="cal-entry"
        data-entry={entry.key}
        data-kind={entry.kind}
        data-status={entry.status}
        data-short={short || undefined}
        data-movable={entry.movable || undefined}
        data-lifted={lifted || undefined}
        style={{
          ...side,
          ...heightOf(from, to),
          ["--entry" as string]: colour,
        }}
        {...(entry.movable ? { "aria-describedby": "cal-hint" } : {})}
      >
        <span className="cal-title">
          <Mark entry={entry} />
          {entry.title}
        </span>{" "}
        <span className="cal-detail">{[when, entry.detail].filter(Boolean).join(" · ")}</span>
        {word && <VisuallyHidden>{`, ${word}`}</VisuallyHidden>}
        {entry.flexible && <span className="cal-edge" data-edge aria-hidden />}
      </button>
      {entry.bufferAfter > 0 && (
        <div className="cal-buffer" style={{ ...side, ...boxOf(to, to + entry.bufferAfter) }} />
      )}
    </>
  );
}

/** What colour alone must not say. */
export function Mark({ entry }: { entry: Entry }) {
  const props = { size: 13, "aria-hidden": true, className: "cal-mark" } as const;
  if (entry.kind === "block") return <IconBan {...props} />;
  if (entry.kind === "away") return <IconPlaneDeparture {...props} />;
  if (entry.kind === "booking") return <IconLink {...props} />;
  return entry.status === "pending" ? <IconClockPause {...props} /> : null;
}
