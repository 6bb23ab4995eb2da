import type { Texts } from "../types.ts";

export const booking: Texts["booking"] = {
  bookingConfirmed: {
    subject: "Gebucht: {event}, {when}",
    title: "Ihre Buchung ist bestätigt",
    intro: "Sie treffen {host}. Hier steht alles, was Sie wissen müssen.",
  },
  bookingRequested: {
    subject: "Anfrage erhalten: {event}, {when}",
    title: "Wir haben Ihre Anfrage erhalten",
    intro: "Ihre Buchung ist noch nicht bestätigt. Sie hören von uns, sobald {host} geantwortet hat.",
  },
  bookingRejected: {
    subject: "Abgelehnt: {event}, {when}",
    title: "Ihre Anfrage wurde abgelehnt",
    intro: "{host} hat zu dieser Zeit keine Gelegenheit, Sie zu treffen. Es wurde nichts gebucht.",
  },
  bookingMoved: {
    subject: "Verschoben: {event}, {when}",
    title: "Ihre Buchung wurde verschoben",
    intro: "Ab jetzt gilt die neue Zeit. Die frühere gilt nicht mehr.",
  },
  bookingChanged: {
    subject: "Geändert: {event}, {when}",
    title: "Ihre Buchung hat sich geändert",
    intro: "Die Zeit bleibt, wie sie ist. Ab jetzt gelten diese Angaben.",
  },
  bookingCancelled: {
    subject: "Abgesagt: {event}, {when}",
    title: "Ihre Buchung ist abgesagt",
    intro: "Sie werden zu der unten genannten Zeit nicht mehr erwartet. Sie müssen nichts weiter tun.",
    action: "Andere Zeit buchen",
  },
  bookingInvitation: {
    subject: "Einladung: {event}, {when}",
    title: "Sie sind eingeladen",
    intro: "{attendee} möchte Sie beim Treffen mit {host} dabeihaben.",
  },
  hostBooked: {
    subject: "Neu: {attendee}, {event}, {when}",
    title: "Sie haben eine neue Buchung",
    intro: "Die Zeit ist in Ihrem Kalender reserviert.",
  },
  hostRequest: {
    subject: "Bitte antworten: {attendee}, {event}, {when}",
    title: "Eine Anfrage wartet auf Ihre Antwort",
    intro: "{attendee} möchte Sie treffen. Gebucht ist erst, wenn Sie bestätigen.",
    until: "Bitte antworten Sie bis {until}. Danach verfällt die Anfrage.",
    action: "Bestätigen oder ablehnen",
  },
  hostMoved: {
    subject: "Verschoben: {attendee}, {event}, {when}",
    title: "Eine Ihrer Buchungen wurde verschoben",
    intro: "Die neue Zeit ist in Ihrem Kalender reserviert, die frühere ist wieder frei.",
  },
  hostChanged: {
    subject: "Geändert: {attendee}, {event}, {when}",
    title: "Eine Ihrer Buchungen hat sich geändert",
    intro: "Die Zeit bleibt, wie sie ist. Ab jetzt gelten diese Angaben.",
  },
  hostCancelled: {
    subject: "Abgesagt: {attendee}, {event}, {when}",
    title: "Eine Ihrer Buchungen ist abgesagt",
    intro: "Die Zeit ist in Ihrem Kalender wieder frei.",
  },
  hostSeatCancelled: {
    subject: "Platz abgesagt: {attendee}, {event}, {when}",
    title: "Jemand kommt nicht",
    intro: "{attendee} wird nicht mehr erwartet. Die anderen bleiben gebucht.",
  },
  hostAssigned: {
    subject: "Jetzt bei Ihnen: {attendee}, {event}, {when}",
    title: "Sie haben eine Buchung übernommen",
    intro: "Die Zeit ist in Ihrem Kalender reserviert.",
  },
  hostReleased: {
    subject: "Nicht mehr bei Ihnen: {attendee}, {event}, {when}",
    title: "Eine Buchung wurde Ihnen abgenommen",
    intro: "Jemand anders übernimmt sie, und die Zeit ist in Ihrem Kalender wieder frei.",
  },
  hostInstant: {
    subject: "Wartet jetzt: {attendee}, {event}",
    title: "Jemand möchte sofort sprechen",
    intro: "{attendee} möchte gleich beginnen. Das Treffen hat, wer zuerst annimmt.",
    until: "Sie können bis {until} annehmen.",
    action: "Treffen annehmen",
  },
  hostInstantTaken: {
    subject: "Bereits vergeben: {attendee}, {event}",
    title: "Jemand aus dem Team hat angenommen",
    intro: "Für Sie ist dabei nichts mehr zu tun.",
  },
  hostInstantWithdrawn: {
    subject: "Zurückgezogen: {attendee}, {event}",
    title: "Es wartet niemand mehr",
    intro: "Das Treffen wurde abgesagt, bevor es jemand angenommen hat. Für Sie ist dabei nichts mehr zu tun.",
  },
};
