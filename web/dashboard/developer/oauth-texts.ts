import { wordTable } from "../../shared/locale.ts";

export const oauthTexts = wordTable({
  unverified: [
    "Nobody vouches for its name",
    "Niemand bürgt für den Namen",
    "Nadie responde por su nombre",
    "Personne ne garantit son nom",
    "Ninguém garante o nome",
  ],
  noGrants: [
    "An app asks you on a page of its own; what you allow is listed here.",
    "Eine App fragt Sie auf einer eigenen Seite; was Sie erlauben, steht dann hier.",
    "Una aplicación te pregunta en una página; lo que permites aparece aquí.",
    "Une application vous demande sur une page ; ce que vous autorisez figure ici.",
    "Uma aplicação pergunta-lhe numa página; o que autorizar aparece aqui.",
  ],
  emptyText: [
    "Make one for an app that asks people whether it may act for them.",
    "Legen Sie einen an für eine App, die Menschen fragt, ob sie für sie handeln darf.",
    "Crea uno para una aplicación que pregunta si puede actuar por alguien.",
    "Créez-en un pour une application qui demande à agir pour quelqu’un.",
    "Crie um para uma aplicação que pergunta se pode agir por alguém.",
  ],
  clientId: ["Client id", "Client-ID", "Id de cliente", "Identifiant client", "Id do cliente"],
});
