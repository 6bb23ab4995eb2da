import type { Texts } from "../types.ts";

export const customer: Texts["customer"] = {
  confirmation: {
    subject: "Réservé\u00a0: {service}, {when}",
    title: "Votre rendez-vous est réservé",
    intro: "{business} vous attend. Voici tout ce qu’il faut savoir.",
  },
  pending: {
    subject: "Demande reçue\u00a0: {service}, {when}",
    title: "Nous avons reçu votre demande",
    intro: "Votre rendez-vous n’est pas encore confirmé. Nous vous écrirons dès que {business} aura pris sa décision.",
  },
  confirmRequest: {
    subject: "À confirmer\u00a0: {service}, {when}",
    title: "Merci de confirmer votre rendez-vous",
    intro: "Il reste une étape\u00a0: confirmez le rendez-vous et il sera réservé.",
    until: "Vous pouvez le confirmer jusqu’au {until}. Ensuite, l’horaire sera de nouveau proposé à d’autres.",
    action: "Confirmer le rendez-vous",
    after: "Si vous n’avez pas demandé ce rendez-vous, ignorez cet e-mail\u00a0: rien ne sera réservé.",
  },
  changed: {
    subject: "Modifié\u00a0: {service}, {when}",
    title: "Votre rendez-vous a changé",
    intro: "Voici les informations valables à partir de maintenant. Les précédentes ne le sont plus.",
  },
  cancelled: {
    subject: "Annulé\u00a0: {service}, {when}",
    title: "Votre rendez-vous est annulé",
    intro: "Le rendez-vous ci-dessous n’aura pas lieu. Vous n’avez rien à faire.",
    action: "Réserver un autre horaire",
  },
  rejected: {
    subject: "Indisponible\u00a0: {service}, {when}",
    title: "Votre demande n’a pas pu être acceptée",
    intro: "{business} ne peut pas vous proposer ce rendez-vous. Rien n’a été réservé.",
    action: "Choisir un autre horaire",
  },
  reminder: {
    subject: "Rappel\u00a0: {service}, {when}",
    title: "Votre rendez-vous approche",
    intro: "{business} se réjouit de vous accueillir.",
    action: "Confirmer ma venue",
  },
  waitlistOffer: {
    subject: "Une place s’est libérée\u00a0: {service}, {when}",
    title: "Une place s’est libérée pour vous",
    intro: "Vous êtes sur la liste d’attente de {business} et cet horaire vient de se libérer.",
    until: "Vous pouvez l’accepter jusqu’au {until}. Ensuite, nous le proposerons à la personne suivante.",
    action: "Prendre ce rendez-vous",
    after: "Rien n’est réservé tant que vous n’avez pas accepté.",
  },
  waitlistJoined: {
    subject: "Sur liste d’attente\u00a0: {service}, {when}",
    title: "Vous êtes sur la liste d’attente",
    intro: "Nous vous écrirons dès qu’une place se libère chez {business}. Rien n’est encore réservé.",
  },
  reviewRequest: {
    subject: "Comment s’est passée votre visite chez {business}\u00a0?",
    title: "Comment s’est passée votre visite\u00a0?",
    intro:
      "Quelques mots de votre part aident {business} et celles et ceux qui hésitent encore. Cela prend une minute.",
    action: "Donner mon avis",
  },
};
