import type { Texts } from "../types.ts";

export const employee: Texts["employee"] = {
  employeeNew: {
    subject: "Nueva: {customer}, {service}, {when}",
    title: "Tiene una cita nueva",
    intro: "Ya está en su calendario de {business}.",
  },
  employeeChanged: {
    subject: "Modificada: {customer}, {service}, {when}",
    title: "Una de sus citas ha cambiado",
    intro: "Su calendario de {business} está al día. Estos son los datos a partir de ahora.",
  },
  employeeCancelled: {
    subject: "Cancelada: {customer}, {service}, {when}",
    title: "Una de sus citas ha sido cancelada",
    intro: "Ya no ocupa tiempo en su calendario de {business}.",
  },
};
