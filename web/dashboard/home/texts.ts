import type { Texts } from "../../shared/locale.ts";

type Words = Record<
  | "title"
  | "todayCount"
  | "pendingHint"
  | "thisWeek"
  | "expected"
  | "revenueWeek"
  | "newThisWeek"
  | "noShowsWeek"
  | "bookingsHint"
  | "agenda"
  | "agendaEmpty"
  | "earlier"
  | "requests"
  | "noRequests"
  | "confirm"
  | "reject"
  | "confirmed"
  | "rejected"
  | "failed"
  | "more"
  | "with"
  | "toInsights"
  | "toCalendar"
  | "firstSteps"
  | "firstStepsText"
  | "stepService"
  | "stepEventType"
  | "stepPage"
  | "done"
  | "requestOf",
  string
>;

export const texts: Texts<Words> = {
  en: {
    title: "Today, {date}",
    todayCount: "Today",
    pendingHint: "{count} pending",
    thisWeek: "This week",
    expected: "{amount} expected",
    revenueWeek: "Revenue this week",
    newThisWeek: "New customers",
    noShowsWeek: "No-shows this week",
    bookingsHint: "and {count} bookings",
    agenda: "Agenda",
    agendaEmpty: "Nothing more today.",
    earlier: "Earlier today ({count})",
    requests: "Pending requests",
    noRequests: "No request waits for you.",
    confirm: "Confirm",
    reject: "Reject",
    confirmed: "Confirmed.",
    rejected: "Rejected.",
    failed: "That did not work",
    more: "Show all",
    with: "with {name}",
    toInsights: "All insights",
    toCalendar: "Open calendar",
    firstSteps: "First steps",
    firstStepsText: "Three things, and people can book you.",
    stepService: "Add a service",
    stepEventType: "Add an event type",
    stepPage: "Look at your booking page and share its address",
    done: "done",
    requestOf: "{title}, {name}",
  },
  de: {
    title: "Heute, {date}",
    todayCount: "Heute",
    pendingHint: "{count} offen",
    thisWeek: "Diese Woche",
    expected: "{amount} erwartet",
    revenueWeek: "Umsatz diese Woche",
    newThisWeek: "Neue Kunden",
    noShowsWeek: "Nicht erschienen",
    bookingsHint: "und {count} Buchungen",
    agenda: "Tagesplan",
    agendaEmpty: "Heute nichts mehr.",
    earlier: "Heute schon gewesen ({count})",
    requests: "Offene Anfragen",
    noRequests: "Keine Anfrage wartet auf Sie.",
    confirm: "Bestätigen",
    reject: "Ablehnen",
    confirmed: "Bestätigt.",
    rejected: "Abgelehnt.",
    failed: "Das hat nicht geklappt",
    more: "Alle zeigen",
    with: "bei {name}",
    toInsights: "Ganze Auswertung",
    toCalendar: "Zum Kalender",
    firstSteps: "Erste Schritte",
    firstStepsText: "Drei Dinge, und man kann bei Ihnen buchen.",
    stepService: "Leistung anlegen",
    stepEventType: "Terminart anlegen",
    stepPage: "Ihre Buchungsseite ansehen und die Adresse teilen",
    done: "erledigt",
    requestOf: "{title}, {name}",
  },
  es: {
    title: "Hoy, {date}",
    todayCount: "Hoy",
    pendingHint: "{count} pendientes",
    thisWeek: "Esta semana",
    expected: "{amount} previstos",
    revenueWeek: "Ingresos esta semana",
    newThisWeek: "Clientes nuevos",
    noShowsWeek: "Ausencias esta semana",
    bookingsHint: "y {count} reservas",
    agenda: "Agenda",
    agendaEmpty: "Nada más hoy.",
    earlier: "Antes, hoy ({count})",
    requests: "Solicitudes pendientes",
    noRequests: "Ninguna solicitud te espera.",
    confirm: "Confirmar",
    reject: "Rechazar",
    confirmed: "Confirmada.",
    rejected: "Rechazada.",
    failed: "No ha funcionado",
    more: "Ver todas",
    with: "con {name}",
    toInsights: "Todas las estadísticas",
    toCalendar: "Abrir calendario",
    firstSteps: "Primeros pasos",
    firstStepsText: "Tres cosas y ya pueden reservarte.",
    stepService: "Añade un servicio",
    stepEventType: "Añade un tipo de evento",
    stepPage: "Mira tu página de reservas y comparte su dirección",
    done: "hecho",
    requestOf: "{title}, {name}",
  },
  fr: {
    title: "Aujourd’hui, {date}",
    todayCount: "Aujourd’hui",
    pendingHint: "{count} en attente",
    thisWeek: "Cette semaine",
    expected: "{amount} attendus",
    revenueWeek: "CA cette semaine",
    newThisWeek: "Nouveaux clients",
    noShowsWeek: "Absences cette semaine",
    bookingsHint: "et {count} réservations",
    agenda: "Agenda",
    agendaEmpty: "Plus rien aujourd’hui.",
    earlier: "Plus tôt aujourd’hui ({count})",
    requests: "Demandes en attente",
    noRequests: "Aucune demande ne vous attend.",
    confirm: "Confirmer",
    reject: "Refuser",
    confirmed: "Confirmé.",
    rejected: "Refusé.",
    failed: "Cela n’a pas fonctionné",
    more: "Tout voir",
    with: "avec {name}",
    toInsights: "Toutes les statistiques",
    toCalendar: "Ouvrir le calendrier",
    firstSteps: "Premiers pas",
    firstStepsText: "Trois choses, et l’on peut réserver chez vous.",
    stepService: "Ajoutez une prestation",
    stepEventType: "Ajoutez un type d’événement",
    stepPage: "Regardez votre page de réservation et partagez son adresse",
    done: "fait",
    requestOf: "{title}, {name}",
  },
  pt: {
    title: "Hoje, {date}",
    todayCount: "Hoje",
    pendingHint: "{count} pendentes",
    thisWeek: "Esta semana",
    expected: "{amount} previstos",
    revenueWeek: "Receita esta semana",
    newThisWeek: "Clientes novos",
    noShowsWeek: "Faltas esta semana",
    bookingsHint: "e {count} reservas",
    agenda: "Agenda",
    agendaEmpty: "Mais nada hoje.",
    earlier: "Mais cedo hoje ({count})",
    requests: "Pedidos pendentes",
    noRequests: "Nenhum pedido espera por si.",
    confirm: "Confirmar",
    reject: "Rejeitar",
    confirmed: "Confirmado.",
    rejected: "Rejeitado.",
    failed: "Não funcionou",
    more: "Ver todos",
    with: "com {name}",
    toInsights: "Todas as estatísticas",
    toCalendar: "Abrir calendário",
    firstSteps: "Primeiros passos",
    firstStepsText: "Três coisas e já podem reservar.",
    stepService: "Adicione um serviço",
    stepEventType: "Adicione um tipo de evento",
    stepPage: "Veja a sua página de reservas e partilhe o endereço",
    done: "feito",
    requestOf: "{title}, {name}",
  },
};
