import { useTexts } from "../../shared/locale.ts";
import type { Booking } from "./status.ts";
import { texts } from "./texts.ts";

const services: Record<string, string> = {
  "integrations:google:meet": "Google Meet",
  "integrations:zoom": "Zoom",
  "integrations:jitsi": "Jitsi Meet",
};

/** Where a booking takes place, in words. */
export function usePlace() {
  const text = useTexts(texts);
  return ({ location }: Pick<Booking, "location">): string => {
    if (!location) return text.noPlace;
    if (services[location.type]) return services[location.type]!;
    if (location.phone) return `${text.phone}, ${location.phone}`;
    if (location.address) return location.address;
    return location.url ? text.web : text.unknownPlace;
  };
}
