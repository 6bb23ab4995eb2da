import type { Texts } from "../../shared/locale.ts";

type Words = Record<
  | "title"
  | "today"
  | "previous"
  | "next"
  | "view"
  | "day"
  | "week"
  | "month"
  | "everybody"
  | "who"
  | "whichRoom"
  | "colours"
  | "byStatus"
  | "byStaff"
  | "others"
  | "blocked"
  | "away"
  | "booking"
  | "newEntry"
  | "appointment"
  | "blockTime"
  | "what"
  | "reason"
  | "start"
  | "end"
  | "date"
  | "moved"
  | "putBack"
  | "stays"
  | "hint"
  | "pending"
  | "move"
  | "more"
  | "entries"
  | "now"
  | "noStaff"
  | "noStaffText"
  | "guests"
  | "openBooking"
  | "closed"
  | "columns"
  | "staff"
  | "rooms"
  | "noRoom"
  | "alwaysTakes"
  | "hostsAlready"
  | "hasNoAccount"
  | "isNoHost"
  | "threeDays",
  string
>;

export const texts: Texts<Words> = {
  en: {
    title: "Calendar",
    today: "Today",
    previous: "Earlier",
    next: "Later",
    view: "View",
    day: "Day",
    week: "Week",
    month: "Month",
    everybody: "Everybody",
    who: "Whose calendar",
    whichRoom: "Which room",
    colours: "Colours",
    byStatus: "By status",
    byStaff: "By staff",
    others: "Not assigned",
    blocked: "Blocked",
    away: "Away",
    booking: "Booking",
    newEntry: "New",
    appointment: "Appointment",
    blockTime: "Block time",
    what: "What goes there",
    reason: "Reason",
    start: "Start",
    end: "End",
    date: "Date",
    moved: "Moved to {when}.",
    putBack: "Put back.",
    stays: "It stays where it was",
    hint: "Arrow keys move it, with Shift they change its length, Enter opens it.",
    pending: "To {when}, {who}. Enter moves it there, Escape leaves it.",
    move: "Move",
    more: "{count} more",
    entries: "{count} entries",
    now: "Now",
    noStaff: "Nobody is on the staff list yet",
    noStaffText: "Add the people whose time customers book; each gets a column here.",
    guests: "Guests",
    openBooking: "Open the booking",
    closed: "Closed",
    columns: "Columns",
    staff: "Staff",
    rooms: "Rooms",
    noRoom: "No room",
    alwaysTakes: "Its service always takes {room}. Change what the service needs, or move it in time alone.",
    hostsAlready: "{who} hosts it already.",
    hasNoAccount: "{who} does not sign in here, and so cannot host a booking. Invite them as a member first.",
    isNoHost: "{who} is no host of “{what}”. Add them to its hosts first.",
    threeDays: "3 days",
  },
  de: {
    title: "Kalender",
    today: "Heute",
    previous: "Früher",
    next: "Später",
    view: "Ansicht",
    day: "Tag",
    week: "Woche",
    month: "Monat",
    everybody: "Alle",
    who: "Wessen Kalender",
    whichRoom: "Welcher Raum",
    colours: "Farben",
    byStatus: "Nach Status",
    byStaff: "Nach Mitarbeiter",
    others: "Nicht zugeteilt",
    blocked: "Gesperrt",
    away: "Abwesend",
    booking: "Buchung",
    newEntry: "Neu",
    appointment: "Termin",
    blockTime: "Zeit sperren",
    what: "Was kommt dorthin",
    reason: "Grund",
    start: "Beginn",
    end: "Ende",
    date: "Datum",
    moved: "Verschoben auf {when}.",
    putBack: "Zurückgesetzt.",
    stays: "Es bleibt, wo es war",
    hint: "Pfeiltasten verschieben, mit Umschalt ändern sie die Länge, Enter öffnet.",
    pending: "Auf {when}, {who}. Enter verschiebt, Escape lässt es.",
    move: "Verschieben",
    more: "{count} weitere",
    entries: "{count} Einträge",
    now: "Jetzt",
    noStaff: "Noch niemand auf der Mitarbeiterliste",
    noStaffText: "Fügen Sie hinzu, wessen Zeit Kunden buchen; jeder bekommt hier eine Spalte.",
    guests: "Gäste",
    openBooking: "Buchung öffnen",
    closed: "Geschlossen",
    columns: "Spalten",
    staff: "Mitarbeiter",
    rooms: "Räume",
    noRoom: "Kein Raum",
    alwaysTakes:
      "Die Leistung braucht immer {room}. Ändern Sie, was die Leistung braucht, oder verschieben Sie nur die Zeit.",
    hostsAlready: "{who} ist schon Gastgeber.",
    hasNoAccount:
      "{who} meldet sich hier nicht an und kann deshalb keine Buchung übernehmen. Laden Sie die Person zuerst als Mitglied ein.",
    isNoHost: "{who} ist kein Gastgeber von „{what}“. Fügen Sie die Person zuerst den Gastgebern hinzu.",
    threeDays: "3 Tage",
  },
  es: {
    title: "Calendario",
    today: "Hoy",
    previous: "Antes",
    next: "Después",
    view: "Vista",
    day: "Día",
    week: "Semana",
    month: "Mes",
    everybody: "Todos",
    who: "Calendario de",
    whichRoom: "Qué sala",
    colours: "Colores",
    byStatus: "Por estado",
    byStaff: "Por persona",
    others: "Sin asignar",
    blocked: "Bloqueado",
    away: "Ausente",
    booking: "Reserva",
    newEntry: "Nuevo",
    appointment: "Cita",
    blockTime: "Bloquear tiempo",
    what: "Qué va aquí",
    reason: "Motivo",
    start: "Inicio",
    end: "Fin",
    date: "Fecha",
    moved: "Movido a {when}.",
    putBack: "Devuelto a su sitio.",
    stays: "Se queda donde estaba",
    hint: "Las flechas lo mueven, con Mayús cambian la duración, Intro lo abre.",
    pending: "A {when}, {who}. Intro lo mueve, Escape lo deja.",
    move: "Mover",
    more: "{count} más",
    entries: "{count} entradas",
    now: "Ahora",
    noStaff: "Aún no hay nadie en el personal",
    noStaffText: "Añade a las personas cuyo tiempo se reserva; cada una tendrá aquí una columna.",
    guests: "Invitados",
    openBooking: "Abrir la reserva",
    closed: "Cerrado",
    columns: "Columnas",
    staff: "Personal",
    rooms: "Salas",
    noRoom: "Sin sala",
    alwaysTakes: "Su servicio siempre ocupa {room}. Cambia lo que necesita el servicio o mueve solo la hora.",
    hostsAlready: "{who} ya es anfitrión.",
    hasNoAccount: "{who} no inicia sesión aquí y por eso no puede atender una reserva. Invítale antes como miembro.",
    isNoHost: "{who} no es anfitrión de «{what}». Añádele antes a sus anfitriones.",
    threeDays: "3 días",
  },
  fr: {
    title: "Calendrier",
    today: "Aujourd’hui",
    previous: "Précédent",
    next: "Suivant",
    view: "Vue",
    day: "Jour",
    week: "Semaine",
    month: "Mois",
    everybody: "Tout le monde",
    who: "Calendrier de",
    whichRoom: "Quelle salle",
    colours: "Couleurs",
    byStatus: "Par statut",
    byStaff: "Par personne",
    others: "Non attribué",
    blocked: "Bloqué",
    away: "Absent",
    booking: "Réservation",
    newEntry: "Nouveau",
    appointment: "Rendez-vous",
    blockTime: "Bloquer du temps",
    what: "Que placer ici",
    reason: "Motif",
    start: "Début",
    end: "Fin",
    date: "Date",
    moved: "Déplacé au {when}.",
    putBack: "Remis en place.",
    stays: "Il reste où il était",
    hint: "Les flèches le déplacent, avec Maj elles changent sa durée, Entrée l’ouvre.",
    pending: "Au {when}, {who}. Entrée le déplace, Échap le laisse.",
    move: "Déplacer",
    more: "{count} de plus",
    entries: "{count} entrées",
    now: "Maintenant",
    noStaff: "Personne dans le personnel",
    noStaffText: "Ajoutez les personnes dont on réserve le temps ; chacune aura ici une colonne.",
    guests: "Invités",
    openBooking: "Ouvrir la réservation",
    closed: "Fermé",
    columns: "Colonnes",
    staff: "Personnel",
    rooms: "Salles",
    noRoom: "Sans salle",
    alwaysTakes: "Sa prestation occupe toujours {room}. Modifiez ce dont elle a besoin, ou ne déplacez que l’heure.",
    hostsAlready: "{who} en est déjà l’hôte.",
    hasNoAccount:
      "{who} ne se connecte pas ici et ne peut donc pas recevoir de réservation. Invitez d’abord cette personne comme membre.",
    isNoHost: "{who} n’est pas hôte de « {what} ». Ajoutez d’abord cette personne à ses hôtes.",
    threeDays: "3 jours",
  },
  pt: {
    title: "Calendário",
    today: "Hoje",
    previous: "Anterior",
    next: "Seguinte",
    view: "Vista",
    day: "Dia",
    week: "Semana",
    month: "Mês",
    everybody: "Todos",
    who: "Calendário de",
    whichRoom: "Que sala",
    colours: "Cores",
    byStatus: "Por estado",
    byStaff: "Por pessoa",
    others: "Sem atribuição",
    blocked: "Bloqueado",
    away: "Ausente",
    booking: "Reserva",
    newEntry: "Novo",
    appointment: "Marcação",
    blockTime: "Bloquear tempo",
    what: "O que fica aqui",
    reason: "Motivo",
    start: "Início",
    end: "Fim",
    date: "Data",
    moved: "Movido para {when}.",
    putBack: "Reposto.",
    stays: "Fica onde estava",
    hint: "As setas movem, com Shift mudam a duração, Enter abre.",
    pending: "Para {when}, {who}. Enter move, Escape deixa.",
    move: "Mover",
    more: "mais {count}",
    entries: "{count} entradas",
    now: "Agora",
    noStaff: "Ainda ninguém na equipa",
    noStaffText: "Adicione as pessoas cujo tempo se reserva; cada uma terá aqui uma coluna.",
    guests: "Convidados",
    openBooking: "Abrir a reserva",
    closed: "Fechado",
    columns: "Colunas",
    staff: "Equipa",
    rooms: "Salas",
    noRoom: "Sem sala",
    alwaysTakes: "O serviço ocupa sempre {room}. Altere o que o serviço precisa, ou mova só a hora.",
    hostsAlready: "{who} já é anfitrião.",
    hasNoAccount:
      "{who} não inicia sessão aqui e por isso não pode receber uma reserva. Convide primeiro essa pessoa como membro.",
    isNoHost: "{who} não é anfitrião de «{what}». Adicione primeiro essa pessoa aos anfitriões.",
    threeDays: "3 dias",
  },
};
