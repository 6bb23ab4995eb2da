import type { Texts } from "../types.ts";

export const account: Texts["account"] = {
  verifyEmail: {
    subject: "Confirme su dirección de correo para {product}",
    title: "Confirme su dirección de correo",
    intro: "Confirme que {email} es su dirección para que podamos escribirle allí.",
    action: "Confirmar la dirección",
    after: "Si no ha creado ninguna cuenta, ignore este correo. Sin su confirmación no ocurrirá nada.",
  },
  resetPassword: {
    subject: "Restablezca su contraseña de {product}",
    title: "Elija una contraseña nueva",
    intro: "Alguien ha pedido restablecer la contraseña de {email}. Si ha sido usted, elija aquí una nueva.",
    action: "Elegir una contraseña nueva",
    after: "Si no ha sido usted, ignore este correo. Su contraseña seguirá siendo la misma.",
  },
  magicLink: {
    subject: "Su enlace de acceso a {product}",
    title: "Inicie sesión en {product}",
    intro: "Con este enlace iniciará sesión como {email}, sin contraseña.",
    action: "Iniciar sesión",
    after: "No lo comparta: quien tenga el enlace puede abrir su cuenta. Si no lo ha pedido, ignore este correo.",
  },
  invitation: {
    subject: "{inviter} le invita a {business}",
    title: "Únase a {business}",
    intro: "{inviter} desea que colabore con {business} en {product}.",
    action: "Aceptar la invitación",
    after: "Si no sabe de qué se trata, ignore este correo. No se avisará a nadie.",
  },
  alreadyRegistered: {
    subject: "Ya tiene una cuenta en {product}",
    title: "Ya tiene una cuenta",
    intro:
      "Alguien, probablemente usted, ha intentado registrarse con {email}. Esa dirección ya tiene una cuenta, así que no se ha creado otra.",
    action: "Iniciar sesión",
    after: "Si ha olvidado la contraseña, allí puede restablecerla. Si no ha sido usted, no tiene que hacer nada.",
  },
  passwordChanged: {
    subject: "Se ha cambiado su contraseña de {product}",
    title: "Se ha cambiado su contraseña",
    intro: "La cuenta {email} tiene una contraseña nueva.",
    action: "Restablecer la contraseña",
    after: "Si no ha sido usted, restablezca ahora su contraseña y compruebe quién tiene acceso a su cuenta.",
  },
  newSignIn: {
    subject: "Nuevo inicio de sesión en {product}",
    title: "Un nuevo inicio de sesión en su cuenta",
    intro: "Alguien ha iniciado sesión como {email} desde un dispositivo que no conocíamos.",
    action: "Cambiar la contraseña",
    after: "Si ha sido usted, no tiene que hacer nada. Si no, cambie ahora su contraseña.",
  },
};
