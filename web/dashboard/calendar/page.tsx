import "./calendar.css";
import { ActionIcon, Button, Group, SegmentedControl, Select, Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconChevronLeft, IconChevronRight, IconPlus } from "@tabler/icons-react";
import { type ReactNode, type TouchEvent, useRef, useState } from "react";
import { useClock, useLocale, useSay, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { AppointmentDrawer } from "../appointments/drawer.tsx";
import type { Beginning } from "../appointments/form.tsx";
import { useAddress } from "../parts/address.ts";
import { Page } from "../parts/page.tsx";
import { Empty, Failed, Waiting } from "../parts/states.tsx";
import { useFirstDay } from "../parts/week.ts";
import { colourBy } from "./colours.ts";
import { roomColumns, staffColumns, weekColumns } from "./columns.ts";
import { useCalendarData } from "./data.ts";
import { EntryDrawer, NewDrawer } from "./drawers.tsx";
import type { Entry } from "./entries.ts";
import { TimeGrid } from "./grid.tsx";
import { Month } from "./month.tsx";
import { useMoves } from "./moves.tsx";
import { inRooms, nameOf, takingNone } from "./rooms.ts";
import { texts } from "./texts.ts";
import { addDays, addMonths, dateOf, monthOf, weekOf } from "./zone.ts";

type View = "day" | "week" | "month";
/** Whose calendar is shown, of those whose there are: people's, or on a phone a room's. */
type Choice = {
  label: string;
  options: { value: string; label: string }[];
  value: string;
  show: (value: string) => void;
};

export default function CalendarPage() {
  const text = useTexts(texts);
  const { may } = useSession();
  const { timeZone } = useClock();
  const narrow = useMediaQuery("(max-width: 48em)", globalThis.matchMedia?.("(max-width: 48em)").matches) ?? false;
  const [address, setAddress] = useAddress();
  const [beginning, setBeginning] = useState<Beginning>({});
  const view = (["day", "week", "month"].includes(address.view ?? "") ? address.view : "day") as View;
  const date = /^\d{4}-\d\d-\d\d$/.test(address.date ?? "") ? address.date! : dateOf(timeZone, Date.now());
  const dates = useDates(view, date, narrow);
  const dayFormat = new Intl.DateTimeFormat(useLocale(), { timeZone: "UTC", weekday: "short", day: "numeric" });
  const dayName = (one: string) => dayFormat.format(new Date(`${one}T00:00:00Z`));
  const data = useCalendarData(dates[0]!, dates.at(-1)!);
  const { shown, move } = useMoves(data.entries, data.staff, data.rooms);
  const byRoom = view === "day" && address.columns === "rooms" && data.rooms.length > 0;
  // On a phone there is room for one person, or for one room with everybody who is in it.
  const oneAtATime = narrow && view !== "month";
  const person =
    oneAtATime && byRoom ? undefined : (address.staff ?? (oneAtATime ? String(data.staff[0]?.id ?? "") : undefined));
  const theirs = person ? shown.filter(({ employeeId }) => String(employeeId) === person) : shown;
  const taking = byRoom ? inRooms(theirs, data.staff) : theirs;
  const rooms = byRoom ? roomColumns(data.rooms, taking, date, text.noRoom) : [];
  const oneRoom = oneAtATime && byRoom ? (rooms.find(({ room }) => nameOf(room) === address.room) ?? rooms[0]!) : null;
  const visible = oneRoom?.room === null ? takingNone(taking, data.rooms) : taking;
  const dayColumns = () => (byRoom ? (oneRoom ? [oneRoom] : rooms) : staffColumns(data, date, person, text.others));
  const everybody = oneAtATime ? [] : [{ value: "", label: text.everybody }];
  const choice: Choice = oneRoom
    ? {
        label: text.whichRoom,
        options: rooms.map(({ room, label }) => ({ value: nameOf(room), label })),
        value: nameOf(oneRoom.room),
        show: (room) => setAddress({ room }),
      }
    : {
        label: text.who,
        options: [...everybody, ...data.staff.map(({ id, name }) => ({ value: String(id), label: name }))],
        value: person ?? "",
        show: (staff) => setAddress({ staff: staff || undefined }),
      };
  const colourOf = colourBy(address.colours === "staff" ? "staff" : "status", data.staff);
  const mayCreate = may("appointments:write");
  const open = (entry: Entry) =>
    setAddress(
      entry.kind === "appointment" ? { id: String(entry.id), entry: undefined } : { entry: entry.key, id: undefined },
    );
  const go = (by: number) =>
    setAddress({ date: view === "month" ? addMonths(date, by) : addDays(date, by * dates.length) });
  /** In the address as any other drawer: so that what is typed there is asked about, and Back closes it. */
  const begin = (where: Beginning) => {
    setBeginning(where);
    setAddress({ entry: "new", id: undefined });
  };
  const create: Parameters<typeof TimeGrid>[0]["create"] = (start, minutes, { employeeId, roomId }) =>
    begin({ start, minutes, roomId, employeeId: employeeId ? String(employeeId) : person });
  return (
    <Page
      title={text.title}
      action={
        mayCreate && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => begin({ employeeId: person })}>
            {text.newEntry}
          </Button>
        )
      }
    >
      <Bar
        view={view}
        date={date}
        dates={dates}
        choice={choice}
        narrow={narrow}
        columns={data.rooms.length === 0 ? null : byRoom ? "rooms" : "staff"}
        go={go}
      />
      <Swipe
        go={(by) => {
          if (!oneAtATime) return;
          if (view === "week") go(by);
          else swipe(by, choice);
        }}
      >
        {data.error ? (
          <Failed error={data.error} again={data.again} />
        ) : data.loading ? (
          <Waiting />
        ) : data.staff.length === 0 ? (
          <Empty title={text.noStaff}>{text.noStaffText}</Empty>
        ) : view === "month" ? (
          <Month
            dates={dates}
            month={date.slice(0, 7)}
            entries={visible}
            colourOf={colourOf}
            open={open}
            openDay={(day) => setAddress({ view: "day", date: day })}
          />
        ) : (
          <TimeGrid
            columns={view === "day" ? dayColumns() : weekColumns(data, dates, person, dayName)}
            entries={visible}
            colourOf={colourOf}
            mayCreate={mayCreate}
            move={move}
            create={create}
            open={open}
          />
        )}
      </Swipe>
      <AppointmentDrawer id={address.id ?? null} close={() => setAddress({ id: undefined })} />
      <NewDrawer
        beginning={mayCreate && address.entry === "new" ? beginning : null}
        staff={data.staff}
        close={() => setAddress({ entry: undefined })}
      />
      <EntryDrawer
        entry={data.entries.find(({ key }) => key === address.entry) ?? null}
        staff={data.staff}
        move={move}
        close={() => setAddress({ entry: undefined })}
      />
    </Page>
  );
}

/** The dates that are shown. Of a week a phone has room for three days, the date's first. */
function useDates(view: View, date: string, narrow: boolean): string[] {
  const firstDay = useFirstDay();
  if (view === "day") return [date];
  if (view === "month") return monthOf(date, firstDay);
  return narrow ? [0, 1, 2].map((days) => addDays(date, days)) : weekOf(date, firstDay);
}

function Bar({
  view,
  date,
  dates,
  choice,
  narrow,
  columns,
  go,
}: {
  view: View;
  date: string;
  dates: string[];
  choice: Choice;
  narrow: boolean;
  /** What stands side by side on a day, where there is a choice. */
  columns: "staff" | "rooms" | null;
  go: (by: number) => void;
}) {
  const text = useTexts(texts);
  const say = useSay();
  const locale = useLocale();
  const { timeZone } = useClock();
  const [address, setAddress] = useAddress();
  const month = new Intl.DateTimeFormat(locale, { timeZone: "UTC", month: "long", year: "numeric" });
  const range =
    view === "day"
      ? say.day(date)
      : view === "week"
        ? `${say.day(dates[0]!)} – ${say.day(dates.at(-1)!)}`
        : month.format(new Date(`${date}T00:00:00Z`));
  return (
    <Group gap="xs">
      <ActionIcon variant="default" size="lg" aria-label={text.previous} onClick={() => go(-1)}>
        <IconChevronLeft size={18} aria-hidden />
      </ActionIcon>
      <ActionIcon variant="default" size="lg" aria-label={text.next} onClick={() => go(1)}>
        <IconChevronRight size={18} aria-hidden />
      </ActionIcon>
      <Button variant="default" onClick={() => setAddress({ date: dateOf(timeZone, Date.now()) })}>
        {text.today}
      </Button>
      <Text fw={600} className="figures" aria-live="polite" mr="auto">
        {range}
      </Text>
      <Select
        aria-label={choice.label}
        data={choice.options}
        value={choice.value}
        allowDeselect={false}
        onChange={(value) => choice.show(value ?? "")}
        w={{ base: "calc(50% - 5px)", sm: 170 }}
      />
      <Select
        aria-label={text.colours}
        data={[
          { value: "status", label: text.byStatus },
          { value: "staff", label: text.byStaff },
        ]}
        value={address.colours === "staff" ? "staff" : "status"}
        allowDeselect={false}
        onChange={(value) => setAddress({ colours: value === "staff" ? value : undefined })}
        w={{ base: "calc(50% - 5px)", sm: 150 }}
      />
      {columns && view === "day" && (
        <SegmentedControl
          aria-label={text.columns}
          value={columns}
          onChange={(value) => setAddress({ columns: value === "rooms" ? value : undefined })}
          data={[
            { value: "staff", label: text.staff },
            { value: "rooms", label: text.rooms },
          ]}
          w={{ base: "100%", sm: "auto" }}
        />
      )}
      <SegmentedControl
        aria-label={text.view}
        value={view}
        onChange={(value) => setAddress({ view: value === "day" ? undefined : value })}
        data={(["day", "week", "month"] as const).map((value) => ({
          value,
          label: narrow && value === "week" ? text.threeDays : text[value],
        }))}
        w={{ base: "100%", sm: "auto" }}
      />
    </Group>
  );
}

/** To the colleague or the room before or after. */
function swipe(by: number, { options, value, show }: Choice) {
  const next = options[options.findIndex((one) => one.value === value) + by];
  if (next) show(next.value);
}

function Swipe({ go, children }: { go: (by: number) => void; children: ReactNode }) {
  const start = useRef<{ x: number; y: number } | null>(null);
  const at = ({ changedTouches }: TouchEvent) => {
    const touch = changedTouches.item(0);
    return { x: touch.clientX, y: touch.clientY };
  };
  return (
    <div
      onTouchStart={(event) => {
        start.current = at(event);
      }}
      onTouchEnd={(event) => {
        const [from, to] = [start.current, at(event)];
        if (from && Math.abs(to.x - from.x) > 70 && Math.abs(to.y - from.y) < 40) go(to.x < from.x ? 1 : -1);
      }}
    >
      {children}
    </div>
  );
}
