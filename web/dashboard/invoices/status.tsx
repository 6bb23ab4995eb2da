import { useTexts, wordTable } from "../../shared/locale.ts";
import { type Tone, ToneBadge } from "../parts/tone.tsx";

export type InvoiceState = "draft" | "sent" | "paid" | "overdue" | "void";

/** How an invoice stands, by colour and by word. */
export function InvoiceStatus({ status }: { status: InvoiceState }) {
  const text = useTexts(states);
  return (
    <ToneBadge tone={tones[status]} struck={status === "void"}>
      {text[status]}
    </ToneBadge>
  );
}

const tones: Record<InvoiceState, Tone> = { draft: "off", sent: "going", paid: "good", overdue: "bad", void: "off" };

export const states = wordTable({
  draft: ["Draft", "Entwurf", "Borrador", "Brouillon", "Rascunho"],
  sent: ["Sent", "Verschickt", "Enviada", "Envoyée", "Enviada"],
  paid: ["Paid", "Bezahlt", "Pagada", "Payée", "Paga"],
  overdue: ["Overdue", "Überfällig", "Vencida", "En retard", "Vencida"],
  void: ["Void", "Storniert", "Anulada", "Annulée", "Anulada"],
});
