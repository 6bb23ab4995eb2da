import type { Texts } from "../../shared/locale.ts";

/** Words that every part of the dashboard uses. */
export const words: Texts<Words> = {
  en: {
    search: "Search",
    more: "Show more",
    of: "{shown} of {total}",
    nothingFound: "Nothing fits these filters.",
    clearFilters: "Clear filters",
    save: "Save",
    saved: "Saved.",
    cancel: "Cancel",
    close: "Close",
    delete: "Delete",
    deleteForGood: "Delete “{name}”?",
    noWayBack: "This cannot be undone.",
    edit: "Edit",
    undo: "Undo",
    copy: "Copy",
    copied: "Copied",
    export: "Export CSV",
    import: "Import CSV",
    selected: "{count} selected",
    failed: "That did not work",
    failedText: "Nothing was lost. {message}",
    again: "Try again",
    offline: "No connection to the server. We keep trying.",
    notSent:
      "No connection to the server. Nothing was sent, and what you typed is still here: save again once you are connected.",
    signedOut: "You are not signed in any more. What you typed is still here: sign in, then save again.",
    changedByOthers: "Somebody else changed this in the meantime. Reload it, then make your change again.",
    reload: "Reload",
    leaveUnsaved: "Leave without saving?",
    leave: "Leave",
    stay: "Stay here",
    required: "Please fill this in.",
    yes: "Yes",
    no: "No",
    none: "None",
    all: "All",
    back: "Back",
    columns: "Columns",
    selectAll: "Select all",
    sortable: "can be sorted",
    sortedUp: "sorted upwards",
    sortedDown: "sorted downwards",
    actions: "Actions",
    loading: "Loading …",
    rowLink: "Open {name}",
    eachDone: "Done with {count}.",
    eachFailed: "It did not work with {count}",
    askOne: "{what}: {name}?",
    askMany: "{what}: these {count}?",
    andMore: "and {count} more",
  },
  de: {
    search: "Suchen",
    more: "Mehr anzeigen",
    of: "{shown} von {total}",
    nothingFound: "Zu diesen Filtern passt nichts.",
    clearFilters: "Filter entfernen",
    save: "Speichern",
    saved: "Gespeichert.",
    cancel: "Abbrechen",
    close: "Schließen",
    delete: "Löschen",
    deleteForGood: "„{name}“ löschen?",
    noWayBack: "Das lässt sich nicht rückgängig machen.",
    edit: "Bearbeiten",
    undo: "Rückgängig",
    copy: "Kopieren",
    copied: "Kopiert",
    export: "CSV exportieren",
    import: "CSV importieren",
    selected: "{count} ausgewählt",
    failed: "Das hat nicht geklappt",
    failedText: "Es ging nichts verloren. {message}",
    again: "Noch einmal versuchen",
    offline: "Keine Verbindung zum Server. Wir versuchen es weiter.",
    notSent:
      "Keine Verbindung zum Server. Es wurde nichts gesendet, und Ihre Eingaben sind noch da: Speichern Sie noch einmal, sobald Sie verbunden sind.",
    signedOut:
      "Sie sind nicht mehr angemeldet. Ihre Eingaben sind noch da: Melden Sie sich an und speichern Sie dann noch einmal.",
    changedByOthers: "Jemand anderes hat das inzwischen geändert. Laden Sie neu und ändern Sie es dann noch einmal.",
    reload: "Neu laden",
    leaveUnsaved: "Ohne Speichern verlassen?",
    leave: "Verlassen",
    stay: "Hier bleiben",
    required: "Bitte ausfüllen.",
    yes: "Ja",
    no: "Nein",
    none: "Keine",
    all: "Alle",
    back: "Zurück",
    columns: "Spalten",
    selectAll: "Alle auswählen",
    sortable: "sortierbar",
    sortedUp: "aufsteigend sortiert",
    sortedDown: "absteigend sortiert",
    actions: "Aktionen",
    loading: "Lädt …",
    rowLink: "{name} öffnen",
    eachDone: "Erledigt: {count}.",
    eachFailed: "Bei {count} hat es nicht geklappt",
    askOne: "{what}: {name}?",
    askMany: "{what}: diese {count}?",
    andMore: "und {count} weitere",
  },
  es: {
    search: "Buscar",
    more: "Mostrar más",
    of: "{shown} de {total}",
    nothingFound: "Nada coincide con estos filtros.",
    clearFilters: "Quitar filtros",
    save: "Guardar",
    saved: "Guardado.",
    cancel: "Cancelar",
    close: "Cerrar",
    delete: "Eliminar",
    deleteForGood: "¿Eliminar «{name}»?",
    noWayBack: "No se puede deshacer.",
    edit: "Editar",
    undo: "Deshacer",
    copy: "Copiar",
    copied: "Copiado",
    export: "Exportar CSV",
    import: "Importar CSV",
    selected: "{count} seleccionados",
    failed: "No ha funcionado",
    failedText: "No se ha perdido nada. {message}",
    again: "Intentar de nuevo",
    offline: "Sin conexión con el servidor. Seguimos intentándolo.",
    notSent:
      "Sin conexión con el servidor. No se ha enviado nada y lo escrito sigue aquí: guarda de nuevo cuando tengas conexión.",
    signedOut: "Tu sesión ha terminado. Lo escrito sigue aquí: inicia sesión y guarda de nuevo.",
    changedByOthers: "Otra persona lo ha cambiado mientras tanto. Recarga y haz el cambio de nuevo.",
    reload: "Recargar",
    leaveUnsaved: "¿Salir sin guardar?",
    leave: "Salir",
    stay: "Quedarse",
    required: "Rellena este campo.",
    yes: "Sí",
    no: "No",
    none: "Ninguno",
    all: "Todos",
    back: "Volver",
    columns: "Columnas",
    selectAll: "Seleccionar todo",
    sortable: "se puede ordenar",
    sortedUp: "orden ascendente",
    sortedDown: "orden descendente",
    actions: "Acciones",
    loading: "Cargando …",
    rowLink: "Abrir {name}",
    eachDone: "Hecho: {count}.",
    eachFailed: "Con {count} no ha funcionado",
    askOne: "{what}: ¿{name}?",
    askMany: "{what}: ¿estos {count}?",
    andMore: "y {count} más",
  },
  fr: {
    search: "Rechercher",
    more: "Afficher plus",
    of: "{shown} sur {total}",
    nothingFound: "Rien ne correspond à ces filtres.",
    clearFilters: "Retirer les filtres",
    save: "Enregistrer",
    saved: "Enregistré.",
    cancel: "Annuler",
    close: "Fermer",
    delete: "Supprimer",
    deleteForGood: "Supprimer « {name} » ?",
    noWayBack: "C’est définitif.",
    edit: "Modifier",
    undo: "Annuler l’action",
    copy: "Copier",
    copied: "Copié",
    export: "Exporter en CSV",
    import: "Importer un CSV",
    selected: "{count} sélectionnés",
    failed: "Cela n’a pas fonctionné",
    failedText: "Rien n’est perdu. {message}",
    again: "Réessayer",
    offline: "Pas de connexion au serveur. Nous réessayons.",
    notSent:
      "Pas de connexion au serveur. Rien n’a été envoyé et votre saisie est toujours là : enregistrez de nouveau une fois connecté.",
    signedOut: "Vous n’êtes plus connecté. Votre saisie est toujours là : connectez-vous, puis enregistrez de nouveau.",
    changedByOthers: "Quelqu’un d’autre l’a modifié entre-temps. Rechargez, puis refaites votre modification.",
    reload: "Recharger",
    leaveUnsaved: "Quitter sans enregistrer ?",
    leave: "Quitter",
    stay: "Rester",
    required: "Veuillez remplir ce champ.",
    yes: "Oui",
    no: "Non",
    none: "Aucun",
    all: "Tous",
    back: "Retour",
    columns: "Colonnes",
    selectAll: "Tout sélectionner",
    sortable: "peut être trié",
    sortedUp: "tri croissant",
    sortedDown: "tri décroissant",
    actions: "Actions",
    loading: "Chargement …",
    rowLink: "Ouvrir {name}",
    eachDone: "Fait : {count}.",
    eachFailed: "Cela n’a pas fonctionné avec {count}",
    askOne: "{what} : {name} ?",
    askMany: "{what} : ces {count} ?",
    andMore: "et {count} de plus",
  },
  pt: {
    search: "Procurar",
    more: "Mostrar mais",
    of: "{shown} de {total}",
    nothingFound: "Nada corresponde a estes filtros.",
    clearFilters: "Limpar filtros",
    save: "Guardar",
    saved: "Guardado.",
    cancel: "Cancelar",
    close: "Fechar",
    delete: "Eliminar",
    deleteForGood: "Eliminar “{name}”?",
    noWayBack: "Não é possível desfazer.",
    edit: "Editar",
    undo: "Desfazer",
    copy: "Copiar",
    copied: "Copiado",
    export: "Exportar CSV",
    import: "Importar CSV",
    selected: "{count} selecionados",
    failed: "Não funcionou",
    failedText: "Nada se perdeu. {message}",
    again: "Tentar de novo",
    offline: "Sem ligação ao servidor. Continuamos a tentar.",
    notSent:
      "Sem ligação ao servidor. Nada foi enviado e o que escreveu continua aqui: guarde de novo quando tiver ligação.",
    signedOut: "A sua sessão terminou. O que escreveu continua aqui: inicie sessão e guarde de novo.",
    changedByOthers: "Outra pessoa alterou isto entretanto. Recarregue e faça de novo a alteração.",
    reload: "Recarregar",
    leaveUnsaved: "Sair sem guardar?",
    leave: "Sair",
    stay: "Ficar aqui",
    required: "Preencha este campo.",
    yes: "Sim",
    no: "Não",
    none: "Nenhum",
    all: "Todos",
    back: "Voltar",
    columns: "Colunas",
    selectAll: "Selecionar tudo",
    sortable: "pode ser ordenado",
    sortedUp: "ordem crescente",
    sortedDown: "ordem decrescente",
    actions: "Ações",
    loading: "A carregar …",
    rowLink: "Abrir {name}",
    eachDone: "Feito: {count}.",
    eachFailed: "Com {count} não funcionou",
    askOne: "{what}: {name}?",
    askMany: "{what}: estes {count}?",
    andMore: "e mais {count}",
  },
};

type Words = Record<
  | "search"
  | "more"
  | "of"
  | "nothingFound"
  | "clearFilters"
  | "save"
  | "saved"
  | "cancel"
  | "close"
  | "delete"
  | "deleteForGood"
  | "noWayBack"
  | "edit"
  | "undo"
  | "copy"
  | "copied"
  | "export"
  | "import"
  | "selected"
  | "failed"
  | "failedText"
  | "again"
  | "offline"
  | "notSent"
  | "signedOut"
  | "changedByOthers"
  | "reload"
  | "leaveUnsaved"
  | "leave"
  | "stay"
  | "required"
  | "yes"
  | "no"
  | "none"
  | "all"
  | "back"
  | "columns"
  | "selectAll"
  | "sortable"
  | "sortedUp"
  | "sortedDown"
  | "actions"
  | "loading"
  | "rowLink"
  | "eachDone"
  | "eachFailed"
  | "askOne"
  | "askMany"
  | "andMore",
  string
>;
