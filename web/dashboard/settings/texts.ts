import { wordTable } from "../../shared/locale.ts";

/** What the sections of the settings are called. */
export const texts = wordTable({
  title: ["Settings", "Einstellungen", "Ajustes", "Réglages", "Definições"],
  profile: ["Profile", "Profil", "Perfil", "Profil", "Perfil"],
  security: ["Security", "Sicherheit", "Seguridad", "Sécurité", "Segurança"],
  business: ["Business", "Unternehmen", "Negocio", "Entreprise", "Negócio"],
  hours: ["Opening hours", "Öffnungszeiten", "Horario", "Horaires", "Horário"],
  booking: ["Booking rules", "Buchungsregeln", "Reglas de reserva", "Règles de réservation", "Regras de reserva"],
  branding: ["Branding", "Aussehen", "Imagen", "Identité visuelle", "Imagem"],
  members: ["Members", "Mitglieder", "Miembros", "Membres", "Membros"],
  notifications: ["Notifications", "Nachrichten", "Avisos", "Notifications", "Notificações"],
  catalog: ["Import and export", "Import und Export", "Importar y exportar", "Import et export", "Importar e exportar"],
  calendars: ["Calendars", "Kalender", "Calendarios", "Agendas", "Calendários"],
  readOnly: [
    "Only owners and admins change this.",
    "Das ändern nur Inhaber und Admins.",
    "Solo los propietarios y administradores lo cambian.",
    "Seuls les propriétaires et administrateurs modifient ceci.",
    "Só proprietários e administradores alteram isto.",
  ],
});
