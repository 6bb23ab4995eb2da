import type { Texts } from "../types.ts";

export const account: Texts["account"] = {
  verifyEmail: {
    subject: "Confirme seu endereço de e-mail para {product}",
    title: "Confirme seu endereço de e-mail",
    intro: "Confirme que {email} é o seu endereço, para que possamos falar com você por lá.",
    action: "Confirmar endereço",
    after: "Se você não criou uma conta, ignore este e-mail. Sem a sua confirmação, nada acontece.",
  },
  resetPassword: {
    subject: "Redefina sua senha de {product}",
    title: "Escolha uma nova senha",
    intro: "Alguém pediu para redefinir a senha de {email}. Se foi você, escolha uma nova aqui.",
    action: "Escolher nova senha",
    after: "Se não foi você, ignore este e-mail. Sua senha continua a mesma.",
  },
  magicLink: {
    subject: "Seu link de acesso a {product}",
    title: "Entre em {product}",
    intro: "Este link dá acesso à conta {email}, sem senha.",
    action: "Entrar",
    after: "Não o repasse: quem tiver o link pode abrir sua conta. Se você não o pediu, ignore este e-mail.",
  },
  invitation: {
    subject: "{inviter} convida você para {business}",
    title: "Participe de {business}",
    intro: "{inviter} quer que você trabalhe com {business} em {product}.",
    action: "Aceitar convite",
    after: "Se isto não lhe diz nada, ignore este e-mail. Ninguém será avisado.",
  },
  alreadyRegistered: {
    subject: "Você já tem uma conta em {product}",
    title: "Você já tem uma conta",
    intro:
      "Alguém, provavelmente você, tentou se cadastrar com {email}. Já existe uma conta para esse endereço, por isso nenhuma outra foi criada.",
    action: "Entrar",
    after: "Se você esqueceu a senha, pode redefini-la lá. Se não foi você, não é preciso fazer nada.",
  },
  passwordChanged: {
    subject: "Sua senha de {product} foi alterada",
    title: "Sua senha foi alterada",
    intro: "A conta {email} tem uma nova senha.",
    action: "Redefinir senha",
    after: "Se não foi você, redefina sua senha agora e verifique quem tem acesso à sua conta.",
  },
  newSignIn: {
    subject: "Novo acesso a {product}",
    title: "Um novo acesso à sua conta",
    intro: "Alguém entrou como {email} em um dispositivo que não conhecíamos.",
    action: "Alterar senha",
    after: "Se foi você, não é preciso fazer nada. Se não, altere sua senha agora.",
  },
  calendarFailing: {
    subject: "É preciso ligar novamente o seu calendário {calendar}",
    title: "O seu calendário já não está ligado",
    intro:
      "Neste momento não conseguimos ler nem alterar o calendário {calendar}. Até voltar a funcionar, o que ele contém não impede reservas.",
    action: "Abrir as definições do calendário",
    after: "Ligue-o mais uma vez, com uma nova palavra-passe se a tiver. Tudo o resto fica como configurou.",
  },
  calendarEventDeleted: {
    subject: "«{booking}» foi eliminado do seu calendário",
    title: "Eliminou o evento de uma reserva",
    intro: "O evento de «{booking}» já não está no seu calendário. A reserva em si não mudou.",
    action: "Decidir sobre a reserva",
    after: "Cancele a reserva ou deixe-a como está. Até decidir, ninguém é avisado.",
  },
  calendarEventMoved: {
    subject: "«{booking}» foi movido no seu calendário",
    title: "Moveu o evento de uma reserva",
    intro: "O evento de «{booking}» tem outra hora no seu calendário. A reserva em si não mudou.",
    action: "Decidir sobre a reserva",
    after: "Mova também a reserva ou deixe-a como está. Até decidir, ninguém é avisado.",
  },
  webhookDisabled: {
    subject: "O seu webhook foi desativado",
    title: "O seu webhook foi desativado",
    intro: "Não foi possível entregar os eventos a {webhook}, por isso deixámos de tentar.",
    action: "Abrir os webhooks",
    after:
      "Quando o destinatário voltar a funcionar, ative o webhook e repita o que faltou. Durante 30 dias nada se perde.",
  },
};
