import type { Texts } from "../types.ts";

export const customer: Texts["customer"] = {
  confirmation: {
    subject: "Gebucht: {service}, {when}",
    title: "Ihr Termin ist gebucht",
    intro: "{business} erwartet Sie. Hier steht alles, was Sie wissen müssen.",
  },
  pending: {
    subject: "Anfrage erhalten: {service}, {when}",
    title: "Wir haben Ihre Anfrage erhalten",
    intro: "Ihr Termin ist noch nicht bestätigt. Sie hören von uns, sobald {business} entschieden hat.",
  },
  confirmRequest: {
    subject: "Bitte bestätigen: {service}, {when}",
    title: "Bitte bestätigen Sie Ihren Termin",
    intro: "Ein Schritt fehlt noch: Bestätigen Sie den Termin, dann ist er gebucht.",
    until: "Bitte bestätigen Sie bis {until}. Danach wird die Zeit wieder für andere frei.",
    action: "Termin bestätigen",
    after: "Falls Sie diesen Termin nicht angefragt haben, können Sie diese E-Mail ignorieren. Es wird nichts gebucht.",
  },
  changed: {
    subject: "Geändert: {service}, {when}",
    title: "Ihr Termin hat sich geändert",
    intro: "Ab jetzt gelten diese Angaben. Die früheren sind nicht mehr gültig.",
  },
  cancelled: {
    subject: "Abgesagt: {service}, {when}",
    title: "Ihr Termin ist abgesagt",
    intro: "Der folgende Termin findet nicht statt. Sie müssen nichts weiter tun.",
    action: "Anderen Termin buchen",
  },
  rejected: {
    subject: "Nicht möglich: {service}, {when}",
    title: "Ihre Anfrage konnte nicht angenommen werden",
    intro: "{business} kann Ihnen diesen Termin nicht anbieten. Es wurde nichts gebucht.",
    action: "Andere Zeit wählen",
  },
  reminder: {
    subject: "Erinnerung: {service}, {when}",
    title: "Ihr Termin steht bevor",
    intro: "{business} freut sich auf Sie.",
    action: "Bestätigen, dass Sie kommen",
  },
  waitlistOffer: {
    subject: "Ein Platz ist frei: {service}, {when}",
    title: "Für Sie ist ein Platz frei geworden",
    intro: "Sie stehen auf der Warteliste von {business}, und diese Zeit ist frei geworden.",
    until: "Sie können den Termin bis {until} annehmen. Danach bieten wir ihn der nächsten Person an.",
    action: "Diesen Termin nehmen",
    after: "Gebucht ist der Termin erst, wenn Sie ihn annehmen.",
  },
  waitlistJoined: {
    subject: "Auf der Warteliste: {service}, {when}",
    title: "Sie stehen auf der Warteliste",
    intro: "Wir schreiben Ihnen, sobald bei {business} ein Platz frei wird. Noch ist nichts gebucht.",
  },
  reviewRequest: {
    subject: "Wie war Ihr Besuch bei {business}?",
    title: "Wie war Ihr Besuch?",
    intro: "Ein paar Worte von Ihnen helfen {business} und allen, die noch überlegen. Es dauert nur eine Minute.",
    action: "Bewertung schreiben",
  },
};
