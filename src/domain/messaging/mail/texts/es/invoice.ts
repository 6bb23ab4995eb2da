import type { Texts } from "../types.ts";

export const invoice: Texts["invoice"] = {
  invoice: {
    subject: "Factura {number} de {business}",
    title: "Su factura",
    intro: "{business} le ha emitido una factura de {total}.",
    after: "Si algo no está claro, escriba a {email}.",
  },
  invoicePaid: {
    subject: "Pagada: factura {number} de {business}",
    title: "Su factura está pagada",
    intro: "{business} ha recibido {total} de su parte. No queda nada por pagar.",
    after: "Si algo no está claro, escriba a {email}.",
  },
};

export const invoiceWords: Texts["invoiceWords"] = {
  number: "Número de factura",
  issued: "Fecha de la factura",
  items: "Conceptos",
  beforeDiscount: "Antes del descuento",
  discount: "Descuento",
  total: "Importe total",
  due: "Fecha límite de pago",
  paid: "Pagada el",
  why: "Recibe este correo porque {business} le ha emitido una factura.",
};
