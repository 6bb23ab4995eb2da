import type { Texts } from "../types.ts";

export const invoice: Texts["invoice"] = {
  invoice: {
    subject: "Facture {number} de {business}",
    title: "Votre facture",
    intro: "{business} vous a adressé une facture de {total}.",
    after: "Si quelque chose n’est pas clair, écrivez à {email}.",
  },
  invoicePaid: {
    subject: "Payée : facture {number} de {business}",
    title: "Votre facture est payée",
    intro: "{business} a bien reçu {total} de votre part. Il ne reste rien à payer.",
    after: "Si quelque chose n’est pas clair, écrivez à {email}.",
  },
};

export const invoiceWords: Texts["invoiceWords"] = {
  number: "Numéro de facture",
  issued: "Date de la facture",
  items: "Détail",
  beforeDiscount: "Avant remise",
  discount: "Remise",
  total: "Montant total",
  due: "À payer au plus tard le",
  paid: "Payée le",
  why: "Vous recevez cet e-mail parce que {business} vous a adressé une facture.",
};
