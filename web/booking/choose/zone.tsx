import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { fill } from "../../shared/locale.ts";
import { Icon } from "../icons.tsx";
import { namesOf, todaysName } from "../renamed.ts";
import { cityOf, offsetOf, ownZone, useSay } from "../say.ts";
import { useWords } from "../texts.ts";

type Props = { zone: string; hostZone: string; host: string; onZone: (zone: string) => void };
type Named = { zone: string; city: string; hint: string };

/** As many as anybody looks through; more letters find the others. */
const most = 60;

/** Whose clock the times are on. Closed it names the zone; open it finds any other by its city or region. */
export function ZoneChoice(props: Props) {
  const say = useSay();
  const words = useWords();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = (back: boolean) => {
    setOpen(false);
    if (back) button.current?.focus();
  };
  return (
    <div className="zone">
      <button
        ref={button}
        type="button"
        className="plain zoneButton"
        aria-expanded={open}
        aria-haspopup="listbox"
        onClick={() => setOpen(!open)}
      >
        <Icon name="globe" />
        <span>
          <span className="hidden">{words.timeZone}: </span>
          {cityOf(props.zone)} <span className="quiet">({offsetOf(say.tag, props.zone)})</span>
        </span>
      </button>
      {open && <ZoneList {...props} onClose={close} />}
    </div>
  );
}

function ZoneList({ zone, hostZone, host, onZone, onClose }: Props & { onClose: (back: boolean) => void }) {
  const say = useSay();
  const words = useWords();
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const [wanted, setWanted] = useState("");
  const [at, setAt] = useState(0);
  const found = useZones(wanted, hostZone, fill(words.hostZone, { host }), words.yourZone);
  useEffect(() => input.current?.focus(), []);
  useEffect(() => {
    document.getElementById(`${id}${at}`)?.scrollIntoView({ block: "nearest" });
  }, [at, id]);
  const choose = (named: Named | undefined) => {
    if (!named) return;
    onZone(named.zone);
    onClose(true);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: found.length - 1 };
    const to = moves[event.key];
    if (to !== undefined) setAt(Math.max(0, Math.min(found.length - 1, to)));
    else if (event.key === "Enter") choose(found[at]);
    else if (event.key === "Escape") onClose(true);
    else return;
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only notices that the focus leaves
    <div
      ref={box}
      className="zoneList"
      onBlur={({ relatedTarget }) => !box.current?.contains(relatedTarget) && onClose(false)}
    >
      <input
        ref={input}
        type="text"
        role="combobox"
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={found.length > 0 ? `${id}${at}` : undefined}
        aria-label={words.findZone}
        placeholder={words.findZone}
        autoComplete="off"
        spellCheck={false}
        value={wanted}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          setWanted(event.target.value);
          setAt(0);
        }}
      />
      {found.length === 0 && <p className="quiet">{words.noZone}</p>}
      <div id={id} role="listbox" aria-label={words.timeZone} tabIndex={-1}>
        {found.map((named, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's above
          <div
            key={named.zone}
            id={`${id}${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={named.zone === zone}
            className={index === at ? "at" : undefined}
            onMouseMove={() => setAt(index)}
            onClick={() => choose(named)}
          >
            <span>
              {named.city}
              <small className="quiet">{named.hint}</small>
            </span>
            <small className="quiet">{offsetOf(say.tag, named.zone)}</small>
          </div>
        ))}
      </div>
    </div>
  );
}

const bare = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

const regionOf = (zone: string) => todaysName(zone).split("/").slice(0, -1).join(", ").replaceAll("_", " ");
const lookedForAs = (city: string, zone: string) => [city, ...namesOf(zone)].join(" ").replaceAll("_", " ");

/** The visitor's own and the host's first, then all that match, by city. */
function useZones(wanted: string, hostZone: string, hostHint: string, ownHint: string): Named[] {
  const all = useMemo(() => {
    const own = ownZone();
    const first: Named[] = [
      { zone: own, city: cityOf(own), hint: ownHint },
      ...(hostZone === own ? [] : [{ zone: hostZone, city: cityOf(hostZone), hint: hostHint }]),
    ];
    const others = Intl.supportedValuesOf("timeZone")
      .filter((zone) => zone !== own && zone !== hostZone && zone.includes("/"))
      .map((zone) => ({ zone, city: cityOf(zone), hint: regionOf(zone) }))
      .sort((one, other) => one.city.localeCompare(other.city));
    return [...first, ...others, { zone: "UTC", city: "UTC", hint: "" }];
  }, [hostZone, hostHint, ownHint]);
  const sought = bare(wanted.trim());
  return useMemo(
    () => all.filter(({ city, zone }) => bare(lookedForAs(city, zone)).includes(sought)).slice(0, most),
    [all, sought],
  );
}
