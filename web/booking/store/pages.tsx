import type { StorePages } from "../page.ts";
import { StoreFront } from "./front.tsx";
import { MoveAppointment } from "./move.tsx";
import { ServiceBooker } from "./service.tsx";

export type StoreProps = { page: StorePages; clock: { hour12: boolean; onHour12: (hour12: boolean) => void } };

/** The pages of a business and its services. Whoever books a meeting does not load them. */
export default function Store({ page, clock }: StoreProps) {
  if (page.kind === "store") return <StoreFront page={page} />;
  if (page.kind === "service") return <ServiceBooker page={page} clock={clock} />;
  return <MoveAppointment page={page} clock={clock} />;
}
