import { wordTable } from "../../shared/locale.ts";

export const brandingTexts = wordTable({
  accent: ["Accent colour", "Akzentfarbe", "Color de acento", "Couleur d’accent", "Cor de destaque"],
  accentHint: [
    "Buttons and chosen days on your public pages. Empty is ours.",
    "Knöpfe und gewählte Tage auf Ihren öffentlichen Seiten. Leer ist unsere.",
    "Botones y días elegidos en tus páginas públicas. Vacío es el nuestro.",
    "Boutons et jours choisis sur vos pages publiques. Vide : la nôtre.",
    "Botões e dias escolhidos nas suas páginas públicas. Vazio é a nossa.",
  ],
  pick: ["Pick a colour", "Farbe wählen", "Elegir un color", "Choisir une couleur", "Escolher uma cor"],
  onIt: [
    "Text on it is {colour}: contrast {ratio} : 1",
    "Schrift darauf ist {colour}: Kontrast {ratio} : 1",
    "El texto encima es {colour}: contraste {ratio} : 1",
    "Le texte dessus est {colour} : contraste {ratio} : 1",
    "O texto por cima é {colour}: contraste {ratio} : 1",
  ],
  white: ["white", "weiß", "blanco", "blanc", "branco"],
  black: ["black", "schwarz", "negro", "noir", "preto"],
  pale: [
    "Beside white it is hard to see ({ratio} : 1; 3 : 1 is advised). Choose a darker one.",
    "Neben Weiß ist sie schlecht zu sehen ({ratio} : 1; ratsam sind 3 : 1). Wählen Sie eine dunklere.",
    "Junto al blanco se ve mal ({ratio} : 1; se aconseja 3 : 1). Elige uno más oscuro.",
    "À côté du blanc elle se voit mal ({ratio} : 1 ; 3 : 1 conseillé). Choisissez plus foncé.",
    "Junto ao branco vê-se mal ({ratio} : 1; aconselha-se 3 : 1). Escolha uma mais escura.",
  ],
  logo: [
    "Address of your logo",
    "Adresse Ihres Logos",
    "Dirección de tu logotipo",
    "Adresse de votre logo",
    "Endereço do seu logótipo",
  ],
  logoHint: [
    "An image on the web, wide rather than tall",
    "Ein Bild im Web, eher breit als hoch",
    "Una imagen en la web, más ancha que alta",
    "Une image sur le web, plutôt large que haute",
    "Uma imagem na web, mais larga do que alta",
  ],
  preview: ["Preview", "Vorschau", "Vista previa", "Aperçu", "Pré-visualização"],
  service: ["First appointment", "Erster Termin", "Primera cita", "Premier rendez-vous", "Primeira marcação"],
  book: ["Book", "Buchen", "Reservar", "Réserver", "Marcar"],
  open: [
    "Open the booking page",
    "Buchungsseite öffnen",
    "Abrir la página de reservas",
    "Ouvrir la page de réservation",
    "Abrir a página de reservas",
  ],
});
