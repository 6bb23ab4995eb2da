import { Badge } from "@mantine/core";
import { type Texts, useTexts } from "../../shared/locale.ts";

export type Status =
  | "pending"
  | "awaiting_host"
  | "accepted"
  | "approved"
  | "completed"
  | "cancelled"
  | "canceled"
  | "rejected"
  | "no-show";

/** How a booking or an appointment stands: by colour, by word, and struck through where nothing will come of it. */
export function StatusBadge({ status }: { status: Status }) {
  const text = useTexts(texts);
  const [background, color, struck] = looks[status];
  return (
    <Badge
      tt="none"
      fw={500}
      style={{ background, color, flexShrink: 0, ...(struck ? { textDecoration: "line-through" } : {}) }}
    >
      {text[status]}
    </Badge>
  );
}

/** The badge's word alone, for labels. */
export const useStatusWord = () => {
  const text = useTexts(texts);
  return (status: Status) => text[status];
};

type Look = [background: string, color: string, struck?: boolean];
// Mantine's light variants of yellow and green are too faint to read (4.5:1 is asked for).
const pending: Look = ["light-dark(#fff3bf, #3d3112)", "light-dark(#6b4300, #ffd76b)"];
const confirmed: Look = ["light-dark(#dce4f7, #22305a)", "light-dark(#26428b, #b8c7ec)"];
const gone: Look = ["light-dark(#eceef0, #33373b)", "light-dark(#565d64, #b6bcc2)", true];
const looks: Record<Status, Look> = {
  pending,
  awaiting_host: pending,
  accepted: confirmed,
  approved: confirmed,
  completed: ["light-dark(#e3ede8, #24352d)", "light-dark(#35584a, #a9c9b9)"],
  cancelled: gone,
  canceled: gone,
  rejected: gone,
  "no-show": ["light-dark(#ffe3e3, #4a1f22)", "light-dark(#a11212, #ffb3b3)"],
};

const texts: Texts<Record<Status, string>> = {
  en: {
    pending: "Pending",
    awaiting_host: "Waits for a host",
    accepted: "Confirmed",
    approved: "Approved",
    completed: "Completed",
    cancelled: "Cancelled",
    canceled: "Cancelled",
    rejected: "Rejected",
    "no-show": "No-show",
  },
  de: {
    pending: "Offen",
    awaiting_host: "Wartet auf Gastgeber",
    accepted: "Bestätigt",
    approved: "Bestätigt",
    completed: "Erledigt",
    cancelled: "Abgesagt",
    canceled: "Abgesagt",
    rejected: "Abgelehnt",
    "no-show": "Nicht erschienen",
  },
  es: {
    pending: "Pendiente",
    awaiting_host: "Espera anfitrión",
    accepted: "Confirmada",
    approved: "Aprobada",
    completed: "Completada",
    cancelled: "Cancelada",
    canceled: "Cancelada",
    rejected: "Rechazada",
    "no-show": "No se presentó",
  },
  fr: {
    pending: "En attente",
    awaiting_host: "Attend un hôte",
    accepted: "Confirmé",
    approved: "Confirmé",
    completed: "Terminé",
    cancelled: "Annulé",
    canceled: "Annulé",
    rejected: "Refusé",
    "no-show": "Absent",
  },
  pt: {
    pending: "Pendente",
    awaiting_host: "À espera de anfitrião",
    accepted: "Confirmada",
    approved: "Aprovada",
    completed: "Concluída",
    cancelled: "Cancelada",
    canceled: "Cancelada",
    rejected: "Rejeitada",
    "no-show": "Não compareceu",
  },
};
