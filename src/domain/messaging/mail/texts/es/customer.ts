import type { Texts } from "../types.ts";

export const customer: Texts["customer"] = {
  confirmation: {
    subject: "Cita reservada: {service}, {when}",
    title: "Su cita está reservada",
    intro: "Le esperamos en {business}. Aquí tiene todo lo que necesita saber.",
  },
  pending: {
    subject: "Solicitud recibida: {service}, {when}",
    title: "Hemos recibido su solicitud",
    intro: "Su cita aún no está confirmada. Le escribiremos en cuanto {business} tome una decisión.",
  },
  confirmRequest: {
    subject: "Por favor, confirme: {service}, {when}",
    title: "Por favor, confirme su cita",
    intro: "Falta un paso: confirme la cita y quedará reservada.",
    until: "Puede confirmarla hasta el {until}. Después, la hora quedará libre para otras personas.",
    action: "Confirmar la cita",
    after: "Si no ha pedido esta cita, ignore este correo y no se reservará nada.",
  },
  changed: {
    subject: "Cita modificada: {service}, {when}",
    title: "Su cita ha cambiado",
    intro: "Estos son los datos a partir de ahora. Los anteriores ya no son válidos.",
  },
  cancelled: {
    subject: "Cita cancelada: {service}, {when}",
    title: "Su cita ha sido cancelada",
    intro: "La siguiente cita no tendrá lugar. No tiene que hacer nada.",
    action: "Reservar otra cita",
  },
  rejected: {
    subject: "No disponible: {service}, {when}",
    title: "No hemos podido aceptar su solicitud",
    intro: "{business} no puede ofrecerle esta cita. No se ha reservado nada.",
    action: "Elegir otra hora",
  },
  reminder: {
    subject: "Recordatorio: {service}, {when}",
    title: "Se acerca su cita",
    intro: "Le esperamos en {business}.",
    action: "Confirmar mi asistencia",
  },
  waitlistOffer: {
    subject: "Hay un hueco libre: {service}, {when}",
    title: "Ha quedado un hueco libre para usted",
    intro: "Está en la lista de espera de {business} y esta hora ha quedado libre.",
    until: "Puede aceptarla hasta el {until}. Después se la ofreceremos a la siguiente persona.",
    action: "Aceptar esta cita",
    after: "No hay nada reservado hasta que acepte.",
  },
  waitlistJoined: {
    subject: "En lista de espera: {service}, {when}",
    title: "Está en la lista de espera",
    intro: "Le escribiremos en cuanto haya un hueco libre en {business}. Todavía no hay nada reservado.",
  },
  reviewRequest: {
    subject: "¿Qué tal su visita a {business}?",
    title: "¿Qué tal su visita?",
    intro: "Unas palabras suyas ayudan a {business} y a quienes aún lo están pensando. Solo le llevará un minuto.",
    action: "Escribir una reseña",
  },
};
