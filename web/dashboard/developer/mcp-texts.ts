import { wordTable } from "../../shared/locale.ts";

export const mcpTexts = wordTable({
  intro: [
    "An assistant that you connect can look at your calendar, book, move and cancel, and read your figures: as much as its key may.",
    "Ein verbundener Assistent kann Ihren Kalender ansehen, buchen, verschieben, absagen und Ihre Zahlen lesen: so viel sein Schlüssel darf.",
    "Un asistente conectado puede ver tu calendario, reservar, mover, cancelar y leer tus cifras: lo que permita su clave.",
    "Un assistant connecté peut voir votre agenda, réserver, déplacer, annuler et lire vos chiffres : autant que sa clé le permet.",
    "Um assistente ligado pode ver o calendário, marcar, mudar, cancelar e ler os números: tanto quanto a chave permitir.",
  ],
  address: [
    "Address of the server",
    "Adresse des Servers",
    "Dirección del servidor",
    "Adresse du serveur",
    "Endereço do servidor",
  ],
  addressHint: [
    "A client that signs in by OAuth (Claude, ChatGPT, Cursor) needs this alone.",
    "Ein Client, der sich per OAuth anmeldet (Claude, ChatGPT, Cursor), braucht nur sie.",
    "Un cliente que entra con OAuth (Claude, ChatGPT, Cursor) solo necesita esto.",
    "Un client qui se connecte par OAuth (Claude, ChatGPT, Cursor) n’a besoin que d’elle.",
    "Um cliente que entra por OAuth (Claude, ChatGPT, Cursor) só precisa disto.",
  ],
  replace: [
    "Put your key where it says cal_YOUR_API_KEY, with cal_ before it.",
    "Setzen Sie Ihren Schlüssel an die Stelle von YOUR_API_KEY, hinter cal_.",
    "Pon tu clave donde dice YOUR_API_KEY, después de cal_.",
    "Mettez votre clé à la place de YOUR_API_KEY, après cal_.",
    "Ponha a sua chave onde diz YOUR_API_KEY, depois de cal_.",
  ],
  makeKey: [
    "Create a limited key",
    "Begrenzten Schlüssel anlegen",
    "Crear una clave limitada",
    "Créer une clé limitée",
    "Criar uma chave limitada",
  ],
  copyConfig: [
    "Copy Config",
    "Konfiguration kopieren",
    "Copiar configuración",
    "Copier la configuration",
    "Copiar configuração",
  ],
});
