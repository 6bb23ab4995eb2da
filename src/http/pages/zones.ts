import type { Locale } from "../../domain/messaging/mail/locale.ts";
import { cityOf } from "../../domain/messaging/mail/zone.ts";
import { type Html, html } from "./html.ts";
import type { Visit } from "./visit.ts";

type Zone = { name: string; city: string };

/** Where the reader is, from all zones by the parts of the world: without a script a page cannot know it. */
export function zoneSelect({ locale }: Visit, label: string, chosen: string): Html {
  const groups = groupsOf(locale);
  const known = groups.some(([, zones]) => zones.some(({ name }) => name === chosen));
  return html`<div class="field">
<label for="zone">${label}</label>
<select id="zone" name="zone" autocomplete="off">
${!known && option({ name: chosen, city: cityOf(locale, chosen) ?? chosen }, chosen)}
${groups.map(([area, zones]) => html`<optgroup label="${area}">${zones.map((zone) => option(zone, chosen))}</optgroup>`)}
</select>
</div>`;
}

const option = ({ name, city }: Zone, chosen: string) =>
  html`<option value="${name}"${name === chosen && html` selected`}>${city}</option>`;

const memory = new Map<Locale, [area: string, Zone[]][]>();

function groupsOf(locale: Locale): [area: string, Zone[]][] {
  const kept = memory.get(locale);
  if (kept) return kept;
  const order = new Intl.Collator(locale);
  const names = Intl.supportedValuesOf("timeZone").filter((name) => name.includes("/") && !name.startsWith("Etc/"));
  const groups = [...Map.groupBy(names, (name) => name.split("/")[0]!)].map(([area, those]): [string, Zone[]] => [
    area,
    those
      .map((name) => ({ name, city: cityOf(locale, name) ?? name }))
      .sort((one, other) => order.compare(one.city, other.city)),
  ]);
  memory.set(locale, groups);
  return groups;
}
