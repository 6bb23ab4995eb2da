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
  employeeSeatCancelled: {
    subject: "Plaza cancelada: {customer}, {service}, {when}",
    title: "Alguien no vendrá",
    intro: "La plaza de {customer} se ha cancelado. Los demás siguen con su reserva.",
  },
  employeeReleased: {
    subject: "Ya no es suya: {customer}, {service}, {when}",
    title: "Una cita ya no es suya",
    intro: "Tendrá lugar sin usted y la hora vuelve a estar libre en su calendario.",
  },
};
