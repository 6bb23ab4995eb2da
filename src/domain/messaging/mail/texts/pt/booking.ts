import type { Texts } from "../types.ts";

export const booking: Texts["booking"] = {
  bookingConfirmed: {
    subject: "Reservado: {event}, {when}",
    title: "Sua reserva está confirmada",
    intro: "Você vai se reunir com {host}. Aqui está tudo o que você precisa saber.",
  },
  bookingRequested: {
    subject: "Pedido recebido: {event}, {when}",
    title: "Recebemos seu pedido",
    intro: "Sua reserva ainda não está confirmada. Avisaremos você assim que {host} responder.",
  },
  bookingRejected: {
    subject: "Recusado: {event}, {when}",
    title: "Seu pedido foi recusado",
    intro: "Não é possível se reunir com {host} neste horário. Nada foi reservado.",
  },
  bookingMoved: {
    subject: "Remarcado: {event}, {when}",
    title: "Sua reserva mudou de horário",
    intro: "A partir de agora vale o novo horário. O anterior já não vale.",
  },
  bookingChanged: {
    subject: "Alterado: {event}, {when}",
    title: "Sua reserva mudou",
    intro: "O horário continua o mesmo. A partir de agora valem estes dados.",
  },
  bookingCancelled: {
    subject: "Cancelado: {event}, {when}",
    title: "Sua reserva foi cancelada",
    intro: "Sua presença já não é esperada no horário abaixo. Você não precisa fazer nada.",
    action: "Reservar outro horário",
  },
  bookingInvitation: {
    subject: "Convite: {event}, {when}",
    title: "Você recebeu um convite",
    intro: "{attendee} gostaria da sua presença na reunião com {host}.",
  },
  hostBooked: {
    subject: "Nova: {attendee}, {event}, {when}",
    title: "Você tem uma nova reserva",
    intro: "O horário está reservado na sua agenda.",
  },
  hostRequest: {
    subject: "Responda, por favor: {attendee}, {event}, {when}",
    title: "Um pedido aguarda sua resposta",
    intro: "{attendee} gostaria de se reunir com você. Nada está reservado até você confirmar.",
    until: "Responda até {until}. Depois disso, o pedido expira.",
    action: "Confirmar ou recusar",
  },
  hostMoved: {
    subject: "Remarcada: {attendee}, {event}, {when}",
    title: "Uma das suas reservas mudou de horário",
    intro: "O novo horário está reservado na sua agenda, e o anterior voltou a ficar livre.",
  },
  hostChanged: {
    subject: "Alterada: {attendee}, {event}, {when}",
    title: "Uma das suas reservas mudou",
    intro: "O horário continua o mesmo. A partir de agora valem estes dados.",
  },
  hostCancelled: {
    subject: "Cancelada: {attendee}, {event}, {when}",
    title: "Uma das suas reservas foi cancelada",
    intro: "O horário voltou a ficar livre na sua agenda.",
  },
  hostSeatCancelled: {
    subject: "Lugar cancelado: {attendee}, {event}, {when}",
    title: "Alguém não virá",
    intro: "Já não se espera {attendee}. As outras pessoas continuam com reserva.",
  },
  hostAssigned: {
    subject: "Agora é sua: {attendee}, {event}, {when}",
    title: "Uma reserva passou para você",
    intro: "O horário está reservado na sua agenda.",
  },
  hostReleased: {
    subject: "Não é mais sua: {attendee}, {event}, {when}",
    title: "Uma reserva não é mais sua",
    intro: "Outra pessoa assume a reserva, e o horário voltou a ficar livre na sua agenda.",
  },
  hostInstant: {
    subject: "Esperando agora: {attendee}, {event}",
    title: "Alguém espera para falar agora mesmo",
    intro: "{attendee} gostaria de começar já. A reunião fica com quem aceitar primeiro.",
    until: "Você pode aceitar até {until}.",
    action: "Aceitar a reunião",
  },
  hostInstantTaken: {
    subject: "Já aceita: {attendee}, {event}",
    title: "Alguém da equipe aceitou a reunião",
    intro: "Você não precisa fazer mais nada a respeito.",
  },
  hostInstantWithdrawn: {
    subject: "Retirada: {attendee}, {event}",
    title: "Ninguém está mais à espera",
    intro: "A reunião foi cancelada antes que alguém a aceitasse. Você não precisa fazer mais nada a respeito.",
  },
};
