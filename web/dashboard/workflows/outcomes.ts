import { fill, type Locale } from "../../shared/locale.ts";

// The server writes down in English what came of a run. In other languages its sentences are recognised and said again;
// what a receiver or a template answered stays as it is.

type Said = readonly [de: string, es: string, fr: string, pt: string];
const languages: Locale[] = ["de", "es", "fr", "pt"];

const sentences: readonly [RegExp, Said][] = [
  [
    /^Not sent: its time, (?<instant>.+), had passed$/,
    [
      "Nicht gesendet: Der Zeitpunkt, {instant}, war schon vorbei",
      "No se envió: su momento, {instant}, ya había pasado",
      "Non envoyé\u00a0: son heure, {instant}, était passée",
      "Não enviado: o momento, {instant}, já tinha passado",
    ],
  ],
  [
    /^Mail to (?<to>.+), (?<count>\d+) minutes late$/,
    [
      "E-Mail an {to}, {count} Minuten verspätet",
      "Correo a {to}, con {count} minutos de retraso",
      "E-mail à {to}, avec {count} minutes de retard",
      "E-mail para {to}, com {count} minutos de atraso",
    ],
  ],
  [
    /^SMS to (?<to>.+), (?<count>\d+) minutes late$/,
    [
      "SMS an {to}, {count} Minuten verspätet",
      "SMS a {to}, con {count} minutos de retraso",
      "SMS à {to}, avec {count} minutes de retard",
      "SMS para {to}, com {count} minutos de atraso",
    ],
  ],
  [/^Mail to (?<to>.+)$/, ["E-Mail an {to}", "Correo a {to}", "E-mail à {to}", "E-mail para {to}"]],
  [/^SMS to (?<to>.+)$/, ["SMS an {to}", "SMS a {to}", "SMS à {to}", "SMS para {to}"]],
  [
    /^(?<name>.+) has no e-mail address$/,
    [
      "{name} hat keine E-Mail-Adresse",
      "{name} no tiene correo electrónico",
      "{name} n’a pas d’adresse e-mail",
      "{name} não tem e-mail",
    ],
  ],
  [
    /^(?<name>.+) left no phone number$/,
    [
      "{name} hat keine Telefonnummer angegeben",
      "{name} no dejó un teléfono",
      "{name} n’a pas laissé de numéro",
      "{name} não deixou telefone",
    ],
  ],
  [
    /^(?<number>.+) cannot be read as a phone number: it needs its country code$/,
    [
      "{number} ist keine lesbare Telefonnummer: Die Landesvorwahl fehlt",
      "{number} no se puede leer como teléfono: falta el prefijo del país",
      "{number} n’est pas un numéro lisible : il manque l’indicatif du pays",
      "{number} não é um telefone legível: falta o código do país",
    ],
  ],
  [
    /^The step has no text$/,
    ["Der Schritt hat keinen Text", "El paso no tiene texto", "L’étape n’a pas de texte", "O passo não tem texto"],
  ],
  [
    /^The text is empty for this recipient$/,
    [
      "Der Text ist für diesen Empfänger leer",
      "El texto queda vacío para este destinatario",
      "Le texte est vide pour ce destinataire",
      "O texto fica vazio para este destinatário",
    ],
  ],
  [
    /^The receiver answered (?<status>\d+), (?<count>\d+) minutes late$/,
    [
      "Der Empfänger antwortete {status}, {count} Minuten verspätet",
      "El receptor respondió {status}, con {count} minutos de retraso",
      "Le destinataire a répondu {status}, avec {count} minutes de retard",
      "O recetor respondeu {status}, com {count} minutos de atraso",
    ],
  ],
  [
    /^The receiver answered (?<status>\d+)$/,
    [
      "Der Empfänger antwortete {status}",
      "El receptor respondió {status}",
      "Le destinataire a répondu {status}",
      "O recetor respondeu {status}",
    ],
  ],
  [
    /^(?<error>.+)\. It was tried (?<count>\d+) times$/,
    [
      "{error}. {count}-mal versucht",
      "{error}. Se intentó {count} veces",
      "{error}. Essayé {count} fois",
      "{error}. Tentado {count} vezes",
    ],
  ],
  [
    /^(?<error>.+)\. It will be tried again$/,
    [
      "{error}. Es wird noch einmal versucht",
      "{error}. Se intentará de nuevo",
      "{error}. Un nouvel essai aura lieu",
      "{error}. Será tentado de novo",
    ],
  ],
  [
    /^The step was removed$/,
    ["Der Schritt wurde entfernt", "El paso se quitó", "L’étape a été retirée", "O passo foi removido"],
  ],
  [
    /^The workflow is switched off$/,
    [
      "Der Workflow ist ausgeschaltet",
      "El flujo está desactivado",
      "Le workflow est désactivé",
      "O fluxo está desligado",
    ],
  ],
  [
    /^The (?:booking|appointment|form|response) (?:is gone|is deleted)$/,
    [
      "Den Anlass gibt es nicht mehr",
      "El motivo ya no existe",
      "Ce qui l’a déclenché n’existe plus",
      "O motivo já não existe",
    ],
  ],
  [
    /^The (?:booking|appointment) (?:has changed|is (?:cancelled|canceled|rejected|pending|no-show|awaiting_host))$/,
    ["Der Termin hat sich geändert", "La cita ha cambiado", "Le rendez-vous a changé", "O agendamento mudou"],
  ],
  [
    /^It no longer concerns this recipient/,
    [
      "Betrifft diesen Empfänger nicht mehr",
      "Ya no afecta a este destinatario",
      "Ne concerne plus ce destinataire",
      "Já não diz respeito a este destinatário",
    ],
  ],
];

/**
 * The sentence in another language; in English, and where it is none that is known, as it is. Instants in it are said by
 * `dateTime`, on the reader's clock.
 */
export function outcomeIn(locale: Locale, outcome: string, dateTime: (instant: string) => string): string {
  const language = languages.indexOf(locale);
  const found = sentences.find(([pattern]) => pattern.test(outcome));
  const sentence = language < 0 || !found ? outcome : fill(found[1][language]!, found[0].exec(outcome)?.groups ?? {});
  return sentence.replace(instants, dateTime);
}
const instants = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;
