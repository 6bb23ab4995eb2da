import type { Texts } from "../types.ts";

export const customer: Texts["customer"] = {
  confirmation: {
    subject: "Agendado: {service}, {when}",
    title: "Seu horário está agendado",
    intro: "{business} espera por você. Aqui está tudo o que você precisa saber.",
  },
  pending: {
    subject: "Pedido recebido: {service}, {when}",
    title: "Recebemos seu pedido",
    intro: "Seu agendamento ainda não está confirmado. Avisaremos você assim que {business} decidir.",
  },
  confirmRequest: {
    subject: "Confirme, por favor: {service}, {when}",
    title: "Confirme seu agendamento",
    intro: "Falta um passo: confirme o agendamento e ele será seu.",
    until: "Confirme até {until}. Depois disso, o horário voltará a ficar livre para outras pessoas.",
    action: "Confirmar agendamento",
    after: "Se você não pediu este agendamento, ignore este e-mail e nada será agendado.",
  },
  changed: {
    subject: "Alterado: {service}, {when}",
    title: "Seu agendamento mudou",
    intro: "A partir de agora valem estes dados. Os anteriores já não valem.",
  },
  cancelled: {
    subject: "Cancelado: {service}, {when}",
    title: "Seu agendamento foi cancelado",
    intro: "O agendamento abaixo não vai acontecer. Você não precisa fazer nada.",
    action: "Agendar outro horário",
  },
  rejected: {
    subject: "Indisponível: {service}, {when}",
    title: "Não foi possível aceitar seu pedido",
    intro: "{business} não pode oferecer este horário a você. Nada foi agendado.",
    action: "Escolher outro horário",
  },
  reminder: {
    subject: "Lembrete: {service}, {when}",
    title: "Seu horário está chegando",
    intro: "{business} espera por você.",
    action: "Confirmar presença",
  },
  waitlistOffer: {
    subject: "Há uma vaga: {service}, {when}",
    title: "Surgiu uma vaga para você",
    intro: "Você está na lista de espera de {business} e este horário ficou livre.",
    until: "Você pode aceitar até {until}. Depois disso, a vaga será oferecida à próxima pessoa.",
    action: "Aceitar este horário",
    after: "Nada está agendado até você aceitar.",
  },
  waitlistJoined: {
    subject: "Na lista de espera: {service}, {when}",
    title: "Você está na lista de espera",
    intro: "Avisaremos você assim que surgir uma vaga em {business}. Ainda não há nada agendado.",
  },
  reviewRequest: {
    subject: "Como foi sua visita a {business}?",
    title: "Como foi sua visita?",
    intro: "Algumas palavras suas ajudam {business} e quem ainda está decidindo. Leva só um minuto.",
    action: "Escrever uma avaliação",
  },
};
