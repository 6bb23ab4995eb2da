import { Text, Timeline } from "@mantine/core";
import { fill, type Texts, useSay, useTexts } from "../../shared/locale.ts";
import type { FullBooking } from "./drawer.tsx";

const kinds = [
  "booked",
  "requested",
  "instant",
  "confirmed",
  "rejected",
  "cancelled",
  "moved",
  "seat-booked",
  "seat-cancelled",
  "seat-moved",
  "guests-added",
  "guest-left",
  "guest-removed",
  "no-show",
  "edited",
  "accepted-by-host",
  "reassigned",
] as const;
type Kind = (typeof kinds)[number];

/** What became of a booking, in order. */
export function HistoryLines({ booking }: { booking: FullBooking }) {
  const text = useTexts(texts);
  const say = useSay();
  return (
    <Timeline active={booking.history.length} bulletSize={12} lineWidth={2}>
      {booking.history.map(({ kind, by, reason, at }) => (
        <Timeline.Item key={`${at}${kind}`}>
          <Text>{fill(text[kind as Kind] ?? text.edited, { by })}</Text>
          {reason && <Text size="sm">“{reason}”</Text>}
          <Text size="xs" c="dimmed">
            {say.dateTime(at)}
          </Text>
        </Timeline.Item>
      ))}
    </Timeline>
  );
}

const texts: Texts<Record<Kind, string>> = {
  en: {
    booked: "Booked by {by}",
    requested: "Requested by {by}",
    instant: "{by} asked for a meeting now",
    confirmed: "Confirmed by {by}",
    rejected: "Rejected by {by}",
    cancelled: "Cancelled by {by}",
    moved: "Moved by {by}",
    "seat-booked": "{by} took a seat",
    "seat-cancelled": "{by} gave up a seat",
    "seat-moved": "{by} moved a seat",
    "guests-added": "{by} added guests",
    "guest-left": "{by} left",
    "guest-removed": "{by} removed a guest",
    "no-show": "{by} noted who came",
    edited: "Changed by {by}",
    "accepted-by-host": "Taken by {by}",
    reassigned: "Given to another host by {by}",
  },
  de: {
    booked: "Gebucht von {by}",
    requested: "Angefragt von {by}",
    instant: "{by} wünschte sofort ein Gespräch",
    confirmed: "Bestätigt von {by}",
    rejected: "Abgelehnt von {by}",
    cancelled: "Abgesagt von {by}",
    moved: "Verlegt von {by}",
    "seat-booked": "{by} nahm einen Platz",
    "seat-cancelled": "{by} gab einen Platz auf",
    "seat-moved": "{by} verlegte einen Platz",
    "guests-added": "{by} fügte Gäste hinzu",
    "guest-left": "{by} ist ausgestiegen",
    "guest-removed": "{by} entfernte einen Gast",
    "no-show": "{by} vermerkte, wer kam",
    edited: "Geändert von {by}",
    "accepted-by-host": "Übernommen von {by}",
    reassigned: "Von {by} anderem Gastgeber gegeben",
  },
  es: {
    booked: "Reservada por {by}",
    requested: "Solicitada por {by}",
    instant: "{by} pidió una reunión ya",
    confirmed: "Confirmada por {by}",
    rejected: "Rechazada por {by}",
    cancelled: "Cancelada por {by}",
    moved: "Movida por {by}",
    "seat-booked": "{by} tomó una plaza",
    "seat-cancelled": "{by} dejó una plaza",
    "seat-moved": "{by} movió una plaza",
    "guests-added": "{by} añadió invitados",
    "guest-left": "{by} se retiró",
    "guest-removed": "{by} quitó a un invitado",
    "no-show": "{by} anotó quién vino",
    edited: "Cambiada por {by}",
    "accepted-by-host": "Tomada por {by}",
    reassigned: "{by} la dio a otro anfitrión",
  },
  fr: {
    booked: "Réservé par {by}",
    requested: "Demandé par {by}",
    instant: "{by} a demandé une réunion immédiate",
    confirmed: "Confirmé par {by}",
    rejected: "Refusé par {by}",
    cancelled: "Annulé par {by}",
    moved: "Déplacé par {by}",
    "seat-booked": "{by} a pris une place",
    "seat-cancelled": "{by} a rendu une place",
    "seat-moved": "{by} a déplacé une place",
    "guests-added": "{by} a ajouté des invités",
    "guest-left": "{by} s’est retiré",
    "guest-removed": "{by} a retiré un invité",
    "no-show": "{by} a noté qui est venu",
    edited: "Modifié par {by}",
    "accepted-by-host": "Pris par {by}",
    reassigned: "Donné à un autre hôte par {by}",
  },
  pt: {
    booked: "Reservada por {by}",
    requested: "Pedida por {by}",
    instant: "{by} pediu uma reunião já",
    confirmed: "Confirmada por {by}",
    rejected: "Rejeitada por {by}",
    cancelled: "Cancelada por {by}",
    moved: "Remarcada por {by}",
    "seat-booked": "{by} ocupou um lugar",
    "seat-cancelled": "{by} deixou um lugar",
    "seat-moved": "{by} mudou um lugar",
    "guests-added": "{by} adicionou convidados",
    "guest-left": "{by} saiu",
    "guest-removed": "{by} removeu um convidado",
    "no-show": "{by} registou quem veio",
    edited: "Alterada por {by}",
    "accepted-by-host": "Aceite por {by}",
    reassigned: "{by} deu-a a outro anfitrião",
  },
};
