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
};
