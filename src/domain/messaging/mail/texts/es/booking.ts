import type { Texts } from "../types.ts";

export const booking: Texts["booking"] = {
  bookingConfirmed: {
    subject: "Reservado: {event}, {when}",
    title: "Su reserva está confirmada",
    intro: "Se reunirá con {host}. Aquí tiene todo lo que necesita saber.",
  },
  bookingRequested: {
    subject: "Solicitud recibida: {event}, {when}",
    title: "Hemos recibido su solicitud",
    intro: "Su reserva aún no está confirmada. Le escribiremos en cuanto {host} haya respondido.",
  },
  bookingRejected: {
    subject: "Rechazado: {event}, {when}",
    title: "Su solicitud ha sido rechazada",
    intro: "No es posible reunirse con {host} a esta hora. No se ha reservado nada.",
  },
  bookingMoved: {
    subject: "Cambio de hora: {event}, {when}",
    title: "Su reserva ha cambiado de hora",
    intro: "A partir de ahora vale la nueva hora. La anterior ya no es válida.",
  },
  bookingChanged: {
    subject: "Modificado: {event}, {when}",
    title: "Su reserva ha cambiado",
    intro: "La hora sigue siendo la misma. Estos son los datos a partir de ahora.",
  },
  bookingCancelled: {
    subject: "Cancelado: {event}, {when}",
    title: "Su reserva está cancelada",
    intro: "Ya no se le espera a la hora indicada abajo. No tiene que hacer nada.",
    action: "Reservar otra hora",
  },
  bookingInvitation: {
    subject: "Invitación: {event}, {when}",
    title: "Tiene una invitación",
    intro: "{attendee} desea que le acompañe en su reunión con {host}.",
  },
  hostBooked: {
    subject: "Nueva: {attendee}, {event}, {when}",
    title: "Tiene una reserva nueva",
    intro: "La hora está reservada en su calendario.",
  },
  hostRequest: {
    subject: "Responda, por favor: {attendee}, {event}, {when}",
    title: "Una solicitud espera su respuesta",
    intro: "{attendee} desea reunirse con usted. No hay nada reservado hasta que lo confirme.",
    until: "Responda antes del {until}. Después, la solicitud caduca.",
    action: "Confirmar o rechazar",
  },
  hostMoved: {
    subject: "Cambio de hora: {attendee}, {event}, {when}",
    title: "Una de sus reservas ha cambiado de hora",
    intro: "La nueva hora está reservada en su calendario y la anterior vuelve a estar libre.",
  },
  hostChanged: {
    subject: "Modificada: {attendee}, {event}, {when}",
    title: "Una de sus reservas ha cambiado",
    intro: "La hora sigue siendo la misma. Estos son los datos a partir de ahora.",
  },
  hostCancelled: {
    subject: "Cancelada: {attendee}, {event}, {when}",
    title: "Una de sus reservas está cancelada",
    intro: "La hora vuelve a estar libre en su calendario.",
  },
  hostSeatCancelled: {
    subject: "Plaza cancelada: {attendee}, {event}, {when}",
    title: "Alguien no vendrá",
    intro: "Ya no se espera a {attendee}. Los demás siguen con su reserva.",
  },
  hostAssigned: {
    subject: "Ahora es suya: {attendee}, {event}, {when}",
    title: "Se le ha asignado una reserva",
    intro: "La hora está reservada en su calendario.",
  },
  hostReleased: {
    subject: "Ya no es suya: {attendee}, {event}, {when}",
    title: "Una reserva ya no es suya",
    intro: "Otra persona se encarga de ella y la hora vuelve a estar libre en su calendario.",
  },
  hostInstant: {
    subject: "En espera ahora: {attendee}, {event}",
    title: "Alguien espera para reunirse ahora mismo",
    intro: "{attendee} desea empezar enseguida. La reunión es de quien acepte primero.",
    until: "Puede aceptarla hasta el {until}.",
    action: "Aceptar la reunión",
  },
  hostInstantTaken: {
    subject: "Ya aceptada: {attendee}, {event}",
    title: "Alguien de su equipo ha aceptado la reunión",
    intro: "No tiene que hacer nada más al respecto.",
  },
  hostInstantWithdrawn: {
    subject: "Retirada: {attendee}, {event}",
    title: "Ya no espera nadie",
    intro: "La reunión se ha cancelado antes de que nadie la aceptara. No tiene que hacer nada más al respecto.",
  },
};
