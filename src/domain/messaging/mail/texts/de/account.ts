import type { Texts } from "../types.ts";

export const account: Texts["account"] = {
  verifyEmail: {
    subject: "Bestätigen Sie Ihre E-Mail-Adresse für {product}",
    title: "Bestätigen Sie Ihre E-Mail-Adresse",
    intro: "Bitte bestätigen Sie, dass {email} Ihre Adresse ist, damit wir Sie dort erreichen.",
    action: "Adresse bestätigen",
    after: "Falls Sie kein Konto angelegt haben, ignorieren Sie diese E-Mail. Ohne Ihre Bestätigung geschieht nichts.",
  },
  resetPassword: {
    subject: "Passwort für {product} zurücksetzen",
    title: "Wählen Sie ein neues Passwort",
    intro: "Jemand möchte das Passwort für {email} zurücksetzen. Falls Sie das waren, wählen Sie hier ein neues.",
    action: "Neues Passwort wählen",
    after: "Falls Sie das nicht waren, ignorieren Sie diese E-Mail. Ihr Passwort bleibt, wie es ist.",
  },
  magicLink: {
    subject: "Ihr Anmeldelink für {product}",
    title: "Bei {product} anmelden",
    intro: "Dieser Link meldet Sie als {email} an, ganz ohne Passwort.",
    action: "Anmelden",
    after:
      "Geben Sie ihn nicht weiter: Wer den Link hat, kann Ihr Konto öffnen. Falls Sie ihn nicht angefordert haben, ignorieren Sie diese E-Mail.",
  },
  invitation: {
    subject: "{inviter} lädt Sie zu {business} ein",
    title: "Einladung zu {business}",
    intro: "{inviter} möchte Sie bei {business} auf {product} dabeihaben.",
    action: "Einladung annehmen",
    after: "Falls Ihnen das nichts sagt, ignorieren Sie diese E-Mail. Niemand erfährt davon.",
  },
  alreadyRegistered: {
    subject: "Sie haben bereits ein Konto bei {product}",
    title: "Sie haben bereits ein Konto",
    intro:
      "Jemand, vermutlich Sie selbst, wollte sich mit {email} registrieren. Zu dieser Adresse gibt es schon ein Konto, deshalb wurde kein zweites angelegt.",
    action: "Anmelden",
    after:
      "Falls Sie Ihr Passwort vergessen haben, können Sie es dort zurücksetzen. Falls Sie das nicht waren, müssen Sie nichts tun.",
  },
  passwordChanged: {
    subject: "Ihr Passwort für {product} wurde geändert",
    title: "Ihr Passwort wurde geändert",
    intro: "Das Konto {email} hat ein neues Passwort.",
    action: "Passwort zurücksetzen",
    after:
      "Falls Sie das nicht waren, setzen Sie Ihr Passwort jetzt zurück und prüfen Sie, wer Zugriff auf Ihr Konto hat.",
  },
  newSignIn: {
    subject: "Neue Anmeldung bei {product}",
    title: "Eine neue Anmeldung in Ihrem Konto",
    intro: "Jemand hat sich als {email} angemeldet, von einem Gerät, das wir noch nicht kennen.",
    action: "Passwort ändern",
    after: "Falls Sie das waren, müssen Sie nichts tun. Falls nicht, ändern Sie jetzt Ihr Passwort.",
  },
  calendarFailing: {
    subject: "Ihr Kalender {calendar} muss neu verbunden werden",
    title: "Ihr Kalender ist nicht mehr verbunden",
    intro:
      "Wir können den Kalender {calendar} zurzeit weder lesen noch beschreiben. Bis er wieder erreichbar ist, hält sein Inhalt keine Buchungen fern.",
    action: "Kalendereinstellungen öffnen",
    after:
      "Verbinden Sie ihn noch einmal, mit einem neuen Passwort, falls er eines hat. Alles andere bleibt, wie Sie es eingerichtet haben.",
  },
  calendarEventDeleted: {
    subject: "„{booking}“ wurde in Ihrem Kalender gelöscht",
    title: "Sie haben den Eintrag einer Buchung gelöscht",
    intro: "Der Eintrag für „{booking}“ ist nicht mehr in Ihrem Kalender. Die Buchung selbst ist unverändert.",
    action: "Über die Buchung entscheiden",
    after: "Sagen Sie die Buchung ab, oder lassen Sie sie, wie sie ist. Bis Sie entscheiden, erfährt niemand etwas.",
  },
  calendarEventMoved: {
    subject: "„{booking}“ wurde in Ihrem Kalender verschoben",
    title: "Sie haben den Eintrag einer Buchung verschoben",
    intro: "Der Eintrag für „{booking}“ hat in Ihrem Kalender eine andere Zeit. Die Buchung selbst ist unverändert.",
    action: "Über die Buchung entscheiden",
    after:
      "Verschieben Sie auch die Buchung, oder lassen Sie sie, wie sie ist. Bis Sie entscheiden, erfährt niemand etwas.",
  },
  webhookDisabled: {
    subject: "Ihr Webhook wurde abgeschaltet",
    title: "Ihr Webhook wurde abgeschaltet",
    intro: "Ereignisse konnten nicht an {webhook} zugestellt werden. Deshalb versuchen wir es nicht weiter.",
    action: "Webhooks öffnen",
    after:
      "Sobald der Empfänger wieder erreichbar ist, schalten Sie den Webhook ein und lassen Sie sich das Versäumte noch einmal zustellen. 30 Tage lang geht nichts verloren.",
  },
};
