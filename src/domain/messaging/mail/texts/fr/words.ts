import type { Words } from "../types.ts";

export const words: Words = {
  greeting: "Bonjour {name},",
  greetingNobody: "Bonjour,",
  row: "{label}\u00a0: {value}",
  service: "Prestation",
  extras: "Options",
  employee: "Avec",
  customer: "Client(e)",
  event: "Quoi",
  attendees: "Qui",
  when: "Quand",
  newTime: "Nouvel horaire",
  previousTime: "Ancien horaire",
  requestedTime: "Horaire souhaité",
  dates: "Dates",
  where: "Où",
  previousPlace: "Ancien lieu",
  price: "Prix",
  deposit: "Acompte",
  reason: "Motif",
  note: "Remarque",
  role: "Votre rôle",
  device: "Appareil",
  place: "Lieu",
  ipAddress: "Adresse IP",
  roles: { owner: "Propriétaire", admin: "Administration", manager: "Responsable", employee: "Employé(e)" },
  links: {
    confirm: "Confirmer",
    cancel: "Annuler",
    reschedule: "Choisir un autre horaire",
    review: "Donner mon avis",
    accept: "Accepter",
    unsubscribe: "Ne plus recevoir ce type d’e-mails",
    ics: "Ajouter à l’agenda",
    view: "Ouvrir le rendez-vous",
  },
  bookingLinks: {
    book: "Choisir un autre horaire",
    cancel: "Annuler",
    reschedule: "Choisir un autre horaire",
    join: "Rejoindre la réunion",
    ics: "Ajouter à l’agenda",
    answer: "Ouvrir la réservation",
    accept: "Accepter",
  },
  yes: "Oui",
  no: "Non",
  phoneCall: "Appel téléphonique",
  webRoom: "En ligne",
  leaveWaitlist: "Quitter la liste d’attente",
  bareLink: "Si le bouton ne fonctionne pas, ouvrez cette adresse dans votre navigateur\u00a0:",
  expires: "Le lien est valable {duration}.",
  whyCustomer: "Vous recevez cet e-mail parce que vous êtes en contact avec {business} pour un rendez-vous.",
  whyEmployee: "Vous recevez cet e-mail parce que vous travaillez avec {business}.",
  whyAccount: "Vous recevez cet e-mail parce que cette adresse a été saisie sur {product}.",
  clockSuffix: "",
  zone: (city) => `heure ${of(city)}`,
};

/** "de Paris", "d’Athènes", "du Caire", "des Açores"; the h of Helsinki is mute. */
function of(city: string): string {
  if (city.startsWith("Le ")) return `du ${city.slice(3)}`;
  if (city.startsWith("Les ")) return `des ${city.slice(4)}`;
  return /^([aeiouâàéèêëîïôœû]|helsinki)/i.test(city) ? `d’${city}` : `de ${city}`;
}
