import type { Texts } from "../../shared/locale.ts";

export type Words = {
  nav: Record<
    | "home"
    | "calendar"
    | "appointments"
    | "bookings"
    | "customers"
    | "eventTypes"
    | "schedules"
    | "services"
    | "staff"
    | "locations"
    | "products"
    | "invoices"
    | "reviews"
    | "waitlist"
    | "teams"
    | "workflows"
    | "insights"
    | "settings"
    | "developer"
    | "routing",
    string
  >;
  groups: Record<"day" | "catalog" | "team" | "sell" | "grow" | "setup", string>;
  find: string;
  nothingFound: string;
  help: string;
  skip: string;
  signOut: string;
  account: string;
  theme: string;
  light: string;
  dark: string;
  auto: string;
  sandbox: string;
  outbox: string;
  missing: string;
  missingText: string;
  toHome: string;
  menu: string;
  newVersion: string;
  bookingPage: string;
};

export const texts: Texts<Words> = {
  en: {
    nav: {
      home: "Home",
      calendar: "Calendar",
      appointments: "Appointments",
      bookings: "Bookings",
      customers: "Customers",
      eventTypes: "Event types",
      schedules: "Schedules",
      services: "Services",
      staff: "Staff",
      locations: "Locations",
      products: "Products",
      invoices: "Invoices",
      reviews: "Reviews",
      waitlist: "Waitlist",
      teams: "Teams",
      workflows: "Workflows",
      insights: "Insights",
      settings: "Settings",
      developer: "Developer",
      routing: "Routing forms",
    },
    groups: { day: "Your day", catalog: "What you offer", team: "Team", sell: "Sell", grow: "Grow", setup: "Set up" },
    find: "Go to, or find …",
    nothingFound: "Nothing found",
    help: "Keyboard shortcuts",
    skip: "Skip to content",
    signOut: "Sign out",
    account: "Your account",
    theme: "Appearance",
    light: "Light",
    dark: "Dark",
    auto: "Like the system",
    sandbox: "Mails and messages stay on this machine.",
    outbox: "Open the outbox",
    missing: "There is no such page",
    missingText: "The address may be wrong, or what was here has gone.",
    toHome: "To the start",
    menu: "Menu",
    newVersion: "There is a new version. Reload to use it.",
    bookingPage: "Your booking page",
  },
  de: {
    nav: {
      home: "Start",
      calendar: "Kalender",
      appointments: "Termine",
      bookings: "Buchungen",
      customers: "Kunden",
      eventTypes: "Terminarten",
      schedules: "Zeitpläne",
      services: "Leistungen",
      staff: "Mitarbeiter",
      locations: "Standorte",
      products: "Produkte",
      invoices: "Rechnungen",
      reviews: "Bewertungen",
      waitlist: "Warteliste",
      teams: "Teams",
      workflows: "Abläufe",
      insights: "Auswertung",
      settings: "Einstellungen",
      developer: "Entwickler",
      routing: "Formulare",
    },
    groups: {
      day: "Ihr Tag",
      catalog: "Ihr Angebot",
      team: "Team",
      sell: "Verkaufen",
      grow: "Wachsen",
      setup: "Einrichten",
    },
    find: "Gehe zu, oder suche …",
    nothingFound: "Nichts gefunden",
    help: "Tastenkürzel",
    skip: "Zum Inhalt",
    signOut: "Abmelden",
    account: "Ihr Konto",
    theme: "Aussehen",
    light: "Hell",
    dark: "Dunkel",
    auto: "Wie das System",
    sandbox: "E-Mails und Nachrichten bleiben auf diesem Rechner.",
    outbox: "Postausgang öffnen",
    missing: "Diese Seite gibt es nicht",
    missingText: "Die Adresse ist falsch, oder was hier war, gibt es nicht mehr.",
    toHome: "Zum Start",
    menu: "Menü",
    newVersion: "Es gibt eine neue Version. Laden Sie neu, um sie zu nutzen.",
    bookingPage: "Ihre Buchungsseite",
  },
  es: {
    nav: {
      home: "Inicio",
      calendar: "Calendario",
      appointments: "Citas",
      bookings: "Reservas",
      customers: "Clientes",
      eventTypes: "Tipos de evento",
      schedules: "Horarios",
      services: "Servicios",
      staff: "Personal",
      locations: "Sedes",
      products: "Productos",
      invoices: "Facturas",
      reviews: "Reseñas",
      waitlist: "Lista de espera",
      teams: "Equipos",
      workflows: "Flujos",
      insights: "Informes",
      settings: "Ajustes",
      developer: "Desarrollo",
      routing: "Formularios",
    },
    groups: {
      day: "Tu día",
      catalog: "Lo que ofreces",
      team: "Equipo",
      sell: "Vender",
      grow: "Crecer",
      setup: "Configurar",
    },
    find: "Ir a, o buscar …",
    nothingFound: "No se ha encontrado nada",
    help: "Atajos de teclado",
    skip: "Ir al contenido",
    signOut: "Cerrar sesión",
    account: "Tu cuenta",
    theme: "Apariencia",
    light: "Claro",
    dark: "Oscuro",
    auto: "Como el sistema",
    sandbox: "Los correos y mensajes se quedan en este equipo.",
    outbox: "Abrir la bandeja de salida",
    missing: "Esta página no existe",
    missingText: "La dirección es incorrecta, o lo que había aquí ya no está.",
    toHome: "Al inicio",
    menu: "Menú",
    newVersion: "Hay una versión nueva. Recarga para usarla.",
    bookingPage: "Tu página de reservas",
  },
  fr: {
    nav: {
      home: "Accueil",
      calendar: "Calendrier",
      appointments: "Rendez-vous",
      bookings: "Réservations",
      customers: "Clients",
      eventTypes: "Types d’événement",
      schedules: "Horaires",
      services: "Prestations",
      staff: "Personnel",
      locations: "Lieux",
      products: "Produits",
      invoices: "Factures",
      reviews: "Avis",
      waitlist: "Liste d’attente",
      teams: "Équipes",
      workflows: "Automatisations",
      insights: "Statistiques",
      settings: "Réglages",
      developer: "Développeur",
      routing: "Formulaires",
    },
    groups: {
      day: "Votre journée",
      catalog: "Votre offre",
      team: "Équipe",
      sell: "Vendre",
      grow: "Développer",
      setup: "Configurer",
    },
    find: "Aller à, ou chercher …",
    nothingFound: "Rien trouvé",
    help: "Raccourcis clavier",
    skip: "Aller au contenu",
    signOut: "Se déconnecter",
    account: "Votre compte",
    theme: "Apparence",
    light: "Clair",
    dark: "Sombre",
    auto: "Comme le système",
    sandbox: "Les e-mails et messages restent sur cette machine.",
    outbox: "Ouvrir la boîte d’envoi",
    missing: "Cette page n’existe pas",
    missingText: "L’adresse est fausse, ou ce qui était ici a disparu.",
    toHome: "À l’accueil",
    menu: "Menu",
    newVersion: "Une nouvelle version est là. Rechargez pour l’utiliser.",
    bookingPage: "Votre page de réservation",
  },
  pt: {
    nav: {
      home: "Início",
      calendar: "Calendário",
      appointments: "Marcações",
      bookings: "Reservas",
      customers: "Clientes",
      eventTypes: "Tipos de evento",
      schedules: "Horários",
      services: "Serviços",
      staff: "Equipa",
      locations: "Locais",
      products: "Produtos",
      invoices: "Faturas",
      reviews: "Avaliações",
      waitlist: "Lista de espera",
      teams: "Equipas",
      workflows: "Fluxos",
      insights: "Análises",
      settings: "Definições",
      developer: "Programador",
      routing: "Formulários",
    },
    groups: {
      day: "O seu dia",
      catalog: "O que oferece",
      team: "Equipa",
      sell: "Vender",
      grow: "Crescer",
      setup: "Configurar",
    },
    find: "Ir para, ou procurar …",
    nothingFound: "Nada encontrado",
    help: "Atalhos do teclado",
    skip: "Ir para o conteúdo",
    signOut: "Terminar sessão",
    account: "A sua conta",
    theme: "Aspeto",
    light: "Claro",
    dark: "Escuro",
    auto: "Como o sistema",
    sandbox: "Os e-mails e as mensagens ficam nesta máquina.",
    outbox: "Abrir a caixa de saída",
    missing: "Esta página não existe",
    missingText: "O endereço está errado, ou o que aqui estava já não existe.",
    toHome: "Ao início",
    menu: "Menu",
    newVersion: "Há uma nova versão. Recarregue para a usar.",
    bookingPage: "A sua página de reservas",
  },
};
