import type { Texts } from "../types.ts";

export const employee: Texts["employee"] = {
  employeeNew: {
    subject: "Nouveau\u00a0: {customer}, {service}, {when}",
    title: "Un nouveau rendez-vous pour vous",
    intro: "Il figure dans votre agenda chez {business}.",
  },
  employeeChanged: {
    subject: "Modifié\u00a0: {customer}, {service}, {when}",
    title: "Un de vos rendez-vous a changé",
    intro: "Votre agenda chez {business} est à jour. Voici les informations valables à partir de maintenant.",
  },
  employeeCancelled: {
    subject: "Annulé\u00a0: {customer}, {service}, {when}",
    title: "Un de vos rendez-vous est annulé",
    intro: "Il n’occupe plus de temps dans votre agenda chez {business}.",
  },
  employeeSeatCancelled: {
    subject: "Place annulée\u00a0: {customer}, {service}, {when}",
    title: "Quelqu’un ne viendra pas",
    intro: "La place de {customer} a été annulée. Les autres restent inscrits.",
  },
  employeeReleased: {
    subject: "Plus à vous\u00a0: {customer}, {service}, {when}",
    title: "Un rendez-vous ne vous est plus confié",
    intro: "Il aura lieu sans vous et l’horaire est de nouveau libre dans votre agenda.",
  },
};
