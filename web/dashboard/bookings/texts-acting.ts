import type { Texts } from "../../shared/locale.ts";

type Words = Record<
  | "confirm"
  | "confirmed"
  | "reject"
  | "rejectTitle"
  | "rejected"
  | "accept"
  | "accepted"
  | "reschedule"
  | "cancelBooking"
  | "addGuests"
  | "reassign"
  | "reason"
  | "reasonHint"
  | "allRequests"
  | "allRemaining"
  | "keep"
  | "openTimes"
  | "anyTime"
  | "anyTimeHint"
  | "pickDay"
  | "noTimes"
  | "noEventType"
  | "times"
  | "day"
  | "start"
  | "move"
  | "moveTo"
  | "chooseTime"
  | "guests"
  | "guestsHint"
  | "newHost"
  | "whoseTurn"
  | "reassignHint"
  | "assign"
  | "didNotCome"
  | "came"
  | "hostDidNotCome"
  | "hostCame"
  | "noted"
  | "cancelSeat"
  | "seatGone"
  | "removeGuest"
  | "guestGone"
  | "was"
  | "previousMonth"
  | "nextMonth"
  | "busy",
  string
>;

/** Words of what one can do with a booking. */
export const acting: Texts<Words> = {
  en: {
    previousMonth: "Previous month",
    nextMonth: "Next month",
    confirm: "Confirm",
    confirmed: "Confirmed. {name} is told.",
    reject: "Reject",
    rejectTitle: "Reject “{title}”?",
    rejected: "Rejected. The time is free again.",
    accept: "Take it",
    accepted: "It is yours.",
    reschedule: "Reschedule",
    cancelBooking: "Cancel booking",
    addGuests: "Add guests",
    reassign: "Give to another host",
    reason: "Reason",
    reasonHint: "Everybody concerned reads it.",
    allRequests: "The whole series",
    allRemaining: "This one and all that follow",
    keep: "Keep it",
    openTimes: "Open times",
    anyTime: "Any time",
    anyTimeHint: "Whatever hours and notice say. Only what else is booked then is in the way.",
    pickDay: "Day",
    noTimes: "No open times on this day.",
    noEventType: "Its event type is gone, so there are no open times. Choose any time.",
    times: "Times on {day}",
    day: "Day",
    start: "Start",
    move: "Move",
    moveTo: "Move to {time}",
    chooseTime: "Please choose a time.",
    guests: "E-mail addresses",
    guestsHint: "Press Enter after each. They get an invitation.",
    newHost: "New host",
    whoseTurn: "Whose turn it is",
    reassignHint: "They must be free then. Everybody concerned is told.",
    assign: "Give it to them",
    didNotCome: "Did not come",
    came: "Came after all",
    hostDidNotCome: "Host did not come",
    hostCame: "Host came after all",
    noted: "Noted.",
    cancelSeat: "Cancel this seat",
    seatGone: "The seat is free again.",
    removeGuest: "Remove guest",
    guestGone: "The guest is no longer expected, and is told.",
    was: "Now: {time}",
    busy: "That did not work",
  },
  de: {
    previousMonth: "Voriger Monat",
    nextMonth: "Nächster Monat",
    confirm: "Bestätigen",
    confirmed: "Bestätigt. {name} weiß Bescheid.",
    reject: "Ablehnen",
    rejectTitle: "„{title}“ ablehnen?",
    rejected: "Abgelehnt. Die Zeit ist wieder frei.",
    accept: "Übernehmen",
    accepted: "Es gehört Ihnen.",
    reschedule: "Verlegen",
    cancelBooking: "Buchung absagen",
    addGuests: "Gäste hinzufügen",
    reassign: "Anderem Gastgeber geben",
    reason: "Grund",
    reasonHint: "Alle Beteiligten lesen ihn.",
    allRequests: "Die ganze Serie",
    allRemaining: "Diese und alle folgenden",
    keep: "Behalten",
    openTimes: "Freie Zeiten",
    anyTime: "Beliebige Zeit",
    anyTimeHint: "Was Zeiten und Vorlauf auch sagen. Nur andere Termine stehen im Weg.",
    pickDay: "Tag",
    noTimes: "Keine freien Zeiten an diesem Tag.",
    noEventType: "Die Terminart gibt es nicht mehr, also auch keine freien Zeiten. Wählen Sie eine beliebige.",
    times: "Zeiten am {day}",
    day: "Tag",
    start: "Beginn",
    move: "Verlegen",
    moveTo: "Auf {time} verlegen",
    chooseTime: "Bitte wählen Sie eine Zeit.",
    guests: "E-Mail-Adressen",
    guestsHint: "Nach jeder Eingabetaste. Sie bekommen eine Einladung.",
    newHost: "Neuer Gastgeber",
    whoseTurn: "Wer an der Reihe ist",
    reassignHint: "Er muss dann frei sein. Alle Beteiligten erfahren es.",
    assign: "Übergeben",
    didNotCome: "Kam nicht",
    came: "Kam doch",
    hostDidNotCome: "Gastgeber kam nicht",
    hostCame: "Gastgeber kam doch",
    noted: "Vermerkt.",
    cancelSeat: "Diesen Platz absagen",
    seatGone: "Der Platz ist wieder frei.",
    removeGuest: "Gast entfernen",
    guestGone: "Der Gast wird nicht mehr erwartet und erfährt es.",
    was: "Jetzt: {time}",
    busy: "Das hat nicht geklappt",
  },
  es: {
    previousMonth: "Mes anterior",
    nextMonth: "Mes siguiente",
    confirm: "Confirmar",
    confirmed: "Confirmada. {name} ya lo sabe.",
    reject: "Rechazar",
    rejectTitle: "¿Rechazar «{title}»?",
    rejected: "Rechazada. La hora vuelve a estar libre.",
    accept: "Tomarla",
    accepted: "Es tuya.",
    reschedule: "Cambiar la hora",
    cancelBooking: "Cancelar reserva",
    addGuests: "Añadir invitados",
    reassign: "Dar a otro anfitrión",
    reason: "Motivo",
    reasonHint: "Lo leen todos los implicados.",
    allRequests: "Toda la serie",
    allRemaining: "Esta y las siguientes",
    keep: "Conservarla",
    openTimes: "Horas libres",
    anyTime: "Cualquier hora",
    anyTimeHint: "Digan lo que digan el horario y la antelación. Solo estorba lo que ya esté reservado.",
    pickDay: "Día",
    noTimes: "No hay horas libres este día.",
    noEventType: "Su tipo de evento ya no existe, así que no hay horas libres. Elige cualquier hora.",
    times: "Horas del {day}",
    day: "Día",
    start: "Inicio",
    move: "Mover",
    moveTo: "Mover a {time}",
    chooseTime: "Elija una hora.",
    guests: "Correos",
    guestsHint: "Pulsa Intro tras cada uno. Reciben una invitación.",
    newHost: "Nuevo anfitrión",
    whoseTurn: "A quien le toque",
    reassignHint: "Debe estar libre entonces. Se avisa a todos.",
    assign: "Dársela",
    didNotCome: "No se presentó",
    came: "Sí vino",
    hostDidNotCome: "El anfitrión no vino",
    hostCame: "El anfitrión sí vino",
    noted: "Anotado.",
    cancelSeat: "Cancelar esta plaza",
    seatGone: "La plaza vuelve a estar libre.",
    removeGuest: "Quitar invitado",
    guestGone: "Ya no se espera al invitado, y se le avisa.",
    was: "Ahora: {time}",
    busy: "No ha funcionado",
  },
  fr: {
    previousMonth: "Mois précédent",
    nextMonth: "Mois suivant",
    confirm: "Confirmer",
    confirmed: "Confirmé. {name} est au courant.",
    reject: "Refuser",
    rejectTitle: "Refuser « {title} » ?",
    rejected: "Refusé. Le créneau est de nouveau libre.",
    accept: "La prendre",
    accepted: "Elle est à vous.",
    reschedule: "Déplacer",
    cancelBooking: "Annuler la réservation",
    addGuests: "Ajouter des invités",
    reassign: "Donner à un autre hôte",
    reason: "Raison",
    reasonHint: "Toutes les personnes concernées la lisent.",
    allRequests: "Toute la série",
    allRemaining: "Celle-ci et les suivantes",
    keep: "La garder",
    openTimes: "Créneaux libres",
    anyTime: "À tout moment",
    anyTimeHint: "Quels que soient horaires et préavis. Seul ce qui est déjà réservé gêne.",
    pickDay: "Jour",
    noTimes: "Aucun créneau libre ce jour-là.",
    noEventType: "Son type d’événement n’existe plus, donc aucun créneau. Choisissez un moment quelconque.",
    times: "Créneaux du {day}",
    day: "Jour",
    start: "Début",
    move: "Déplacer",
    moveTo: "Déplacer à {time}",
    chooseTime: "Choisissez une heure.",
    guests: "Adresses e-mail",
    guestsHint: "Entrée après chacune. Ils reçoivent une invitation.",
    newHost: "Nouvel hôte",
    whoseTurn: "Celui dont c’est le tour",
    reassignHint: "Il doit être libre alors. Tous sont prévenus.",
    assign: "Lui donner",
    didNotCome: "N’est pas venu",
    came: "Est venu finalement",
    hostDidNotCome: "L’hôte n’est pas venu",
    hostCame: "L’hôte est venu finalement",
    noted: "Noté.",
    cancelSeat: "Annuler cette place",
    seatGone: "La place est de nouveau libre.",
    removeGuest: "Retirer l’invité",
    guestGone: "L’invité n’est plus attendu et en est informé.",
    was: "Actuellement : {time}",
    busy: "Cela n’a pas fonctionné",
  },
  pt: {
    previousMonth: "Mês anterior",
    nextMonth: "Mês seguinte",
    confirm: "Confirmar",
    confirmed: "Confirmada. {name} já sabe.",
    reject: "Rejeitar",
    rejectTitle: "Rejeitar “{title}”?",
    rejected: "Rejeitada. A hora está livre de novo.",
    accept: "Ficar com ela",
    accepted: "É sua.",
    reschedule: "Remarcar",
    cancelBooking: "Cancelar reserva",
    addGuests: "Adicionar convidados",
    reassign: "Dar a outro anfitrião",
    reason: "Motivo",
    reasonHint: "Todos os envolvidos o leem.",
    allRequests: "A série toda",
    allRemaining: "Esta e todas as seguintes",
    keep: "Manter",
    openTimes: "Horas livres",
    anyTime: "Qualquer hora",
    anyTimeHint: "Digam o que disserem horários e antecedência. Só estorva o que já está reservado.",
    pickDay: "Dia",
    noTimes: "Sem horas livres neste dia.",
    noEventType: "O tipo de evento já não existe, por isso não há horas livres. Escolha qualquer hora.",
    times: "Horas de {day}",
    day: "Dia",
    start: "Início",
    move: "Mover",
    moveTo: "Mover para {time}",
    chooseTime: "Escolha um horário.",
    guests: "E-mails",
    guestsHint: "Enter depois de cada um. Recebem um convite.",
    newHost: "Novo anfitrião",
    whoseTurn: "De quem é a vez",
    reassignHint: "Tem de estar livre então. Todos são avisados.",
    assign: "Dar-lha",
    didNotCome: "Não compareceu",
    came: "Afinal veio",
    hostDidNotCome: "O anfitrião não veio",
    hostCame: "O anfitrião afinal veio",
    noted: "Registado.",
    cancelSeat: "Cancelar este lugar",
    seatGone: "O lugar está livre de novo.",
    removeGuest: "Remover convidado",
    guestGone: "O convidado já não é esperado e é avisado.",
    was: "Agora: {time}",
    busy: "Não funcionou",
  },
};
