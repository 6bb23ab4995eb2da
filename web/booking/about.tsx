import type { ReactNode } from "react";
import { fill } from "../shared/locale.ts";
import { placeInWords } from "./details/form.ts";
import { Icon, type IconName } from "./icons.tsx";
import { type EventType, type Front, within } from "./page.ts";
import { type Say, useSay } from "./say.ts";
import type { Slot } from "./slots.ts";
import { useWords, type Words } from "./texts.ts";

/** Whom one meets: the team, where one of many will be it. */
export function hostOf({ team, schedulingType, hosts }: EventType, front: Front, say: Say): string {
  if (team && schedulingType !== "collective" && hosts.length > 1) return team.name;
  const names = hosts.map(({ name }) => name);
  return names.length > 0 ? say.list(names) : front.name;
}

/** In the order of the event type's own list, its usual length among them. */
export const lengthsOf = ({ length, lengthOptions }: EventType): number[] =>
  lengthOptions.length > 0 ? [...new Set([...lengthOptions, length])].sort((a, b) => a - b) : [length];

type Props = {
  type: EventType;
  host: string;
  duration: number;
  back: string | null;
  slot: Slot | null;
  /** null: the length is settled. */
  onDuration: ((minutes: number) => void) | null;
  /** What else stands there: the booking that is moved, the zone. */
  children?: ReactNode;
};

/** Who and what. It stays in view while the rest changes. */
export function About({ type, host, duration, back, slot, onDuration, children }: Props) {
  const say = useSay();
  const words = useWords();
  return (
    <section className={`about${slot ? " settled" : ""}`} aria-label={type.title}>
      {back && !slot && (
        <a className="back" href={within(back)}>
          <Icon name="previous" />
          {words.allOffers}
        </a>
      )}
      <Faces type={type} />
      <p className="who">{host}</p>
      <h1 className="title">{type.title}</h1>
      {slot && (
        <Fact icon="calendar" strong>
          <span className="line">{say.fullDay(slot.start)}</span>
          <span className="line">{say.range(slot.start, slot.end)}</span>
        </Fact>
      )}
      <Fact icon="clock">
        {onDuration && lengthsOf(type).length > 1 ? (
          <Lengths type={type} duration={duration} onDuration={onDuration} />
        ) : (
          say.minutes(duration)
        )}
      </Fact>
      <Facts type={type} host={host} />
      {children}
      {type.description && <p className="description">{type.description}</p>}
    </section>
  );
}

function Facts({ type, host }: { type: EventType; host: string }) {
  const say = useSay();
  const words = useWords();
  const places = [...new Set(type.locations.map((location) => placeInWords(location, words)))];
  const rule = type.recurringEvent;
  return (
    <>
      {places.length > 0 && <Fact icon={iconFor(type)}>{places.join(" · ")}</Fact>}
      <Fact icon="price">{type.price > 0 ? say.money(type.price, type.currency) : words.free}</Fact>
      {rule && <Fact icon="repeat">{fill(words.repeats, { rhythm: rhythm(rule, words), count: rule.count })}</Fact>}
      {type.seatsPerTimeSlot !== null && (
        <Fact icon="people">{fill(words.upTo, { count: type.seatsPerTimeSlot })}</Fact>
      )}
      {type.requiresConfirmation && <Fact icon="check">{fill(words.needsApproval, { host })}</Fact>}
    </>
  );
}

export const Fact = ({ icon, strong, children }: { icon: IconName; strong?: boolean; children: ReactNode }) => (
  <div className={`fact${strong ? " strong" : ""}`}>
    <Icon name={icon} />
    <div>{children}</div>
  </div>
);

function Lengths({
  type,
  duration,
  onDuration,
}: {
  type: EventType;
  duration: number;
  onDuration: (minutes: number) => void;
}) {
  const say = useSay();
  const words = useWords();
  return (
    // biome-ignore lint/a11y/useSemanticElements: buttons, no form
    <div className="lengths" role="group" aria-label={words.length}>
      {lengthsOf(type).map((minutes) => (
        <button key={minutes} type="button" aria-pressed={minutes === duration} onClick={() => onDuration(minutes)}>
          {say.shortMinutes(minutes)}
        </button>
      ))}
    </div>
  );
}

function Faces({ type: { hosts, team } }: { type: EventType }) {
  const shown = team?.logoUrl ? [{ name: team.name, avatarUrl: team.logoUrl }] : hosts.slice(0, 4);
  return (
    <div className="faces">
      {shown.map(({ name, avatarUrl }) => (
        <Face key={name} name={name} url={avatarUrl} />
      ))}
    </div>
  );
}

/** A picture, or initials where there is none. The name stands beside it. */
export const Face = ({ name, url }: { name: string; url: string | null }) =>
  url ? (
    <img className="face" src={url} alt="" width={40} height={40} />
  ) : (
    <span className="face" aria-hidden="true">
      {name
        .split(/\s+/)
        .flatMap((part) => Array.from(part).slice(0, 1))
        .slice(0, 2)
        .join("")
        .toUpperCase()}
    </span>
  );

function iconFor({ locations }: EventType): IconName {
  const type = locations[0]?.type ?? "";
  if (type === "phone" || type === "userPhone") return "phone";
  return type === "inPerson" || type === "attendeeInPerson" ? "pin" : "video";
}

function rhythm({ freq, interval }: NonNullable<EventType["recurringEvent"]>, { rhythms }: Words): string {
  const [one, many] = rhythms[freq] as [string, string];
  return interval === 1 ? one : fill(many, { count: interval });
}
