import type { Texts } from "../types.ts";

export const employee: Texts["employee"] = {
  employeeNew: {
    subject: "Neu: {customer}, {service}, {when}",
    title: "Ein neuer Termin für Sie",
    intro: "Er steht in Ihrem Kalender bei {business}.",
  },
  employeeChanged: {
    subject: "Geändert: {customer}, {service}, {when}",
    title: "Einer Ihrer Termine hat sich geändert",
    intro: "Ihr Kalender bei {business} ist auf dem neuesten Stand. Ab jetzt gelten diese Angaben.",
  },
  employeeCancelled: {
    subject: "Abgesagt: {customer}, {service}, {when}",
    title: "Einer Ihrer Termine ist abgesagt",
    intro: "Er belegt in Ihrem Kalender bei {business} keine Zeit mehr.",
  },
  employeeSeatCancelled: {
    subject: "Platz abgesagt: {customer}, {service}, {when}",
    title: "Jemand kommt nicht",
    intro: "Der Platz von {customer} wurde abgesagt. Die anderen bleiben gebucht.",
  },
  employeeReleased: {
    subject: "Nicht mehr bei Ihnen: {customer}, {service}, {when}",
    title: "Ein Termin wurde Ihnen abgenommen",
    intro: "Er findet ohne Sie statt, und die Zeit ist in Ihrem Kalender wieder frei.",
  },
};
