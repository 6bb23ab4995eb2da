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
  calendarFailing: {
    subject: "Hay que volver a conectar su calendario {calendar}",
    title: "Su calendario ya no está conectado",
    intro:
      "Por el momento no podemos leer ni escribir el calendario {calendar}. Hasta que vuelva a funcionar, lo que contiene no impide reservas.",
    action: "Abrir los ajustes del calendario",
    after: "Conéctelo otra vez, con una contraseña nueva si la tiene. Todo lo demás queda como lo configuró.",
  },
  calendarEventDeleted: {
    subject: "«{booking}» se eliminó de su calendario",
    title: "Ha eliminado el evento de una reserva",
    intro: "El evento de «{booking}» ya no está en su calendario. La reserva no ha cambiado.",
    action: "Decidir sobre la reserva",
    after: "Cancele la reserva o déjela como está. Hasta que decida, no se avisa a nadie.",
  },
  calendarEventMoved: {
    subject: "«{booking}» se movió en su calendario",
    title: "Ha movido el evento de una reserva",
    intro: "El evento de «{booking}» tiene otra hora en su calendario. La reserva no ha cambiado.",
    action: "Decidir sobre la reserva",
    after: "Mueva también la reserva o déjela como está. Hasta que decida, no se avisa a nadie.",
  },
  webhookDisabled: {
    subject: "Su webhook se ha desactivado",
    title: "Su webhook se ha desactivado",
    intro: "No se pudieron entregar los eventos a {webhook}, así que hemos dejado de intentarlo.",
    action: "Abrir los webhooks",
    after:
      "Cuando el receptor vuelva a funcionar, active el webhook y repita los envíos que faltan. Durante 30 días no se pierde nada.",
  },
};
