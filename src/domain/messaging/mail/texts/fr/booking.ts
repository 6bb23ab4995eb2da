import type { Texts } from "../types.ts";

export const booking: Texts["booking"] = {
  bookingConfirmed: {
    subject: "Réservé\u00a0: {event}, {when}",
    title: "Votre réservation est confirmée",
    intro: "Vous avez rendez-vous avec {host}. Voici tout ce qu’il faut savoir.",
  },
  bookingRequested: {
    subject: "Demande reçue\u00a0: {event}, {when}",
    title: "Nous avons reçu votre demande",
    intro: "Votre réservation n’est pas encore confirmée. Nous vous écrirons dès que {host} aura répondu.",
  },
  bookingRejected: {
    subject: "Refusé\u00a0: {event}, {when}",
    title: "Votre demande a été refusée",
    intro: "Il n’est pas possible de rencontrer {host} à cet horaire. Rien n’a été réservé.",
  },
  bookingMoved: {
    subject: "Déplacé\u00a0: {event}, {when}",
    title: "Votre réservation a été déplacée",
    intro: "Le nouvel horaire est valable à partir de maintenant. L’ancien ne l’est plus.",
  },
  bookingChanged: {
    subject: "Modifié\u00a0: {event}, {when}",
    title: "Votre réservation a changé",
    intro: "L’horaire reste le même. Voici les informations valables à partir de maintenant.",
  },
  bookingCancelled: {
    subject: "Annulé\u00a0: {event}, {when}",
    title: "Votre réservation est annulée",
    intro: "Vous n’êtes plus attendu(e) à l’horaire ci-dessous. Vous n’avez rien à faire.",
    action: "Réserver un autre horaire",
  },
  bookingInvitation: {
    subject: "Invitation\u00a0: {event}, {when}",
    title: "Vous êtes invité(e)",
    intro: "{attendee} souhaite votre présence à son rendez-vous avec {host}.",
  },
  hostBooked: {
    subject: "Nouveau\u00a0: {attendee}, {event}, {when}",
    title: "Vous avez une nouvelle réservation",
    intro: "L’horaire est réservé dans votre agenda.",
  },
  hostRequest: {
    subject: "À confirmer\u00a0: {attendee}, {event}, {when}",
    title: "Une demande attend votre réponse",
    intro: "{attendee} souhaite vous rencontrer. Rien n’est réservé tant que vous n’avez pas confirmé.",
    until: "Merci de répondre avant le {until}. Ensuite, la demande expire.",
    action: "Confirmer ou refuser",
  },
  hostMoved: {
    subject: "Déplacé\u00a0: {attendee}, {event}, {when}",
    title: "Une de vos réservations a été déplacée",
    intro: "Le nouvel horaire est réservé dans votre agenda et l’ancien est de nouveau libre.",
  },
  hostChanged: {
    subject: "Modifié\u00a0: {attendee}, {event}, {when}",
    title: "Une de vos réservations a changé",
    intro: "L’horaire reste le même. Voici les informations valables à partir de maintenant.",
  },
  hostCancelled: {
    subject: "Annulé\u00a0: {attendee}, {event}, {when}",
    title: "Une de vos réservations est annulée",
    intro: "L’horaire est de nouveau libre dans votre agenda.",
  },
  hostSeatCancelled: {
    subject: "Place annulée\u00a0: {attendee}, {event}, {when}",
    title: "Quelqu’un ne viendra pas",
    intro: "On n’attend plus {attendee}. Les autres restent inscrits.",
  },
  hostAssigned: {
    subject: "Désormais à vous\u00a0: {attendee}, {event}, {when}",
    title: "Une réservation vous a été confiée",
    intro: "L’horaire est réservé dans votre agenda.",
  },
  hostReleased: {
    subject: "Plus à vous\u00a0: {attendee}, {event}, {when}",
    title: "Une réservation ne vous est plus confiée",
    intro: "Quelqu’un d’autre s’en charge et l’horaire est de nouveau libre dans votre agenda.",
  },
  hostInstant: {
    subject: "En attente maintenant\u00a0: {attendee}, {event}",
    title: "Quelqu’un attend pour vous parler tout de suite",
    intro: "{attendee} souhaite commencer immédiatement. Le rendez-vous revient à qui l’accepte en premier.",
    until: "Vous pouvez l’accepter jusqu’au {until}.",
    action: "Accepter le rendez-vous",
  },
  hostInstantTaken: {
    subject: "Déjà pris\u00a0: {attendee}, {event}",
    title: "Un membre de l’équipe a accepté le rendez-vous",
    intro: "Vous n’avez plus rien à faire à ce sujet.",
  },
  hostInstantWithdrawn: {
    subject: "Retiré\u00a0: {attendee}, {event}",
    title: "Plus personne n’attend",
    intro: "Le rendez-vous a été annulé avant que quelqu’un ne l’accepte. Vous n’avez plus rien à faire à ce sujet.",
  },
};
