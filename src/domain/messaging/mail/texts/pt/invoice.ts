import type { Texts } from "../types.ts";

export const invoice: Texts["invoice"] = {
  invoice: {
    subject: "Fatura {number} de {business}",
    title: "Sua fatura",
    intro: "{business} emitiu uma fatura de {total} para você.",
    after: "Se algo não estiver claro, escreva para {email}.",
  },
  invoicePaid: {
    subject: "Paga: fatura {number} de {business}",
    title: "Sua fatura está paga",
    intro: "{business} recebeu {total} de você. Não há mais nada a pagar.",
    after: "Se algo não estiver claro, escreva para {email}.",
  },
};

export const invoiceWords: Texts["invoiceWords"] = {
  number: "Número da fatura",
  issued: "Data da fatura",
  items: "Itens",
  beforeDiscount: "Antes do desconto",
  discount: "Desconto",
  total: "Valor total",
  due: "Pagar até",
  paid: "Paga em",
  why: "Você recebe este e-mail porque {business} emitiu uma fatura para você.",
};
