import type { Texts } from "../types.ts";

export const employee: Texts["employee"] = {
  employeeNew: {
    subject: "Novo: {customer}, {service}, {when}",
    title: "Um novo agendamento para você",
    intro: "Ele já está na sua agenda de {business}.",
  },
  employeeChanged: {
    subject: "Alterado: {customer}, {service}, {when}",
    title: "Um dos seus agendamentos mudou",
    intro: "Sua agenda de {business} está em dia. A partir de agora valem estes dados.",
  },
  employeeCancelled: {
    subject: "Cancelado: {customer}, {service}, {when}",
    title: "Um dos seus agendamentos foi cancelado",
    intro: "Ele não ocupa mais tempo na sua agenda de {business}.",
  },
  employeeSeatCancelled: {
    subject: "Lugar cancelado: {customer}, {service}, {when}",
    title: "Alguém não virá",
    intro: "O lugar de {customer} foi cancelado. As outras pessoas continuam com reserva.",
  },
  employeeReleased: {
    subject: "Não é mais seu: {customer}, {service}, {when}",
    title: "Um agendamento não é mais seu",
    intro: "Ele acontece sem você, e o horário voltou a ficar livre na sua agenda.",
  },
};
