import { wordTable } from "../../shared/locale.ts";

export const notificationsTexts = wordTable({
  sender: [
    "Name of the sender",
    "Name des Absenders",
    "Nombre del remitente",
    "Nom de l’expéditeur",
    "Nome do remetente",
  ],
  reminders: [
    "Reminders before the start",
    "Erinnerungen vor dem Beginn",
    "Recordatorios antes del inicio",
    "Rappels avant le début",
    "Lembretes antes do início",
  ],
  staff: [
    "Tell employees of their appointments by mail",
    "Mitarbeiter per Mail über ihre Termine informieren",
    "Avisar a los empleados de sus citas por correo",
    "Prévenir les employés de leurs rendez-vous par e-mail",
    "Avisar os funcionários das marcações por e-mail",
  ],
  reviews: [
    "Ask customers for a review",
    "Kunden um eine Bewertung bitten",
    "Pedir una reseña a los clientes",
    "Demander un avis aux clients",
    "Pedir uma avaliação aos clientes",
  ],
  reviewDelay: [
    "So long after the end",
    "So lange nach dem Ende",
    "Tanto tiempo después del final",
    "Tant de temps après la fin",
    "Tanto tempo depois do fim",
  ],
  waitlist: [
    "An offer from the waiting list is kept for",
    "Ein Angebot der Warteliste bleibt frei für",
    "Una oferta de la lista de espera se guarda durante",
    "Une offre de la liste d’attente est gardée pendant",
    "Uma oferta da lista de espera fica guardada durante",
  ],
  workflows: ["Open workflows", "Abläufe öffnen", "Abrir flujos", "Ouvrir les workflows", "Abrir fluxos"],
  outbox: [
    "Open the outbox",
    "Postausgang öffnen",
    "Abrir la bandeja de salida",
    "Ouvrir la boîte d’envoi",
    "Abrir a caixa de saída",
  ],
});
