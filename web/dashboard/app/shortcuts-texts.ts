import { wordTable } from "../../shared/locale.ts";

export const shortcutTexts = wordTable({
  everywhere: ["Everywhere", "Überall", "En todas partes", "Partout", "Em todo o lado"],
  find: [
    "Go to a page, find anybody",
    "Seite öffnen, jemanden finden",
    "Ir a una página, buscar a alguien",
    "Aller à une page, trouver quelqu’un",
    "Ir a uma página, encontrar alguém",
  ],
  newAppointment: ["New appointment", "Neuer Termin", "Nueva cita", "Nouveau rendez-vous", "Nova marcação"],
  close: [
    "Close what is open",
    "Offenes schließen",
    "Cerrar lo abierto",
    "Fermer ce qui est ouvert",
    "Fechar o que está aberto",
  ],
  go: ["Go to", "Gehe zu", "Ir a", "Aller à", "Ir para"],
  earlier: [
    "Move what has the focus earlier or later",
    "Markiertes früher oder später legen",
    "Adelantar o retrasar lo seleccionado",
    "Avancer ou retarder la sélection",
    "Adiantar ou atrasar o selecionado",
  ],
  otherColumn: [
    "Move it to another day or person",
    "Auf einen anderen Tag oder zu jemand anderem legen",
    "Pasarlo a otro día o persona",
    "La mettre à un autre jour ou chez quelqu’un d’autre",
    "Passá-lo para outro dia ou pessoa",
  ],
  longer: [
    "Make it longer or shorter",
    "Länger oder kürzer machen",
    "Alargarlo o acortarlo",
    "L’allonger ou la raccourcir",
    "Alongar ou encurtar",
  ],
  drop: [
    "Open it, or put it down where it is",
    "Öffnen oder hier ablegen",
    "Abrirlo o dejarlo aquí",
    "L’ouvrir, ou la poser ici",
    "Abrir ou largar aqui",
  ],
  putBack: ["Put it back", "Zurücklegen", "Devolverlo", "La remettre", "Repor"],
});
