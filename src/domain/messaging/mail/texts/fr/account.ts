import type { Texts } from "../types.ts";

export const account: Texts["account"] = {
  verifyEmail: {
    subject: "Confirmez votre adresse e-mail pour {product}",
    title: "Confirmez votre adresse e-mail",
    intro: "Merci de confirmer que {email} est bien votre adresse, afin que nous puissions vous y joindre.",
    action: "Confirmer l’adresse",
    after: "Si vous n’avez pas créé de compte, ignorez cet e-mail. Sans votre confirmation, il ne se passera rien.",
  },
  resetPassword: {
    subject: "Réinitialisez votre mot de passe {product}",
    title: "Choisissez un nouveau mot de passe",
    intro:
      "Quelqu’un a demandé à réinitialiser le mot de passe de {email}. Si c’est vous, choisissez-en un nouveau ici.",
    action: "Choisir un nouveau mot de passe",
    after: "Si ce n’est pas vous, ignorez cet e-mail. Votre mot de passe reste inchangé.",
  },
  magicLink: {
    subject: "Votre lien de connexion à {product}",
    title: "Connectez-vous à {product}",
    intro: "Ce lien vous connecte en tant que {email}, sans mot de passe.",
    action: "Se connecter",
    after:
      "Ne le transmettez à personne\u00a0: avec ce lien, on peut ouvrir votre compte. Si vous ne l’avez pas demandé, ignorez cet e-mail.",
  },
  invitation: {
    subject: "{inviter} vous invite chez {business}",
    title: "Rejoignez {business}",
    intro: "{inviter} souhaite que vous travailliez avec {business} sur {product}.",
    action: "Accepter l’invitation",
    after: "Si cela ne vous dit rien, ignorez cet e-mail. Personne n’en sera informé.",
  },
  alreadyRegistered: {
    subject: "Vous avez déjà un compte {product}",
    title: "Vous avez déjà un compte",
    intro:
      "Quelqu’un, sans doute vous, a voulu s’inscrire avec {email}. Il existe déjà un compte pour cette adresse\u00a0: aucun autre n’a été créé.",
    action: "Se connecter",
    after:
      "Si vous avez oublié votre mot de passe, vous pourrez le réinitialiser sur cette page. Si ce n’est pas vous, vous n’avez rien à faire.",
  },
  passwordChanged: {
    subject: "Votre mot de passe {product} a été modifié",
    title: "Votre mot de passe a été modifié",
    intro: "Le compte {email} a un nouveau mot de passe.",
    action: "Réinitialiser le mot de passe",
    after: "Si ce n’est pas vous, réinitialisez votre mot de passe maintenant et vérifiez qui a accès à votre compte.",
  },
  newSignIn: {
    subject: "Nouvelle connexion à {product}",
    title: "Une nouvelle connexion à votre compte",
    intro: "Quelqu’un s’est connecté en tant que {email} depuis un appareil que nous ne connaissions pas.",
    action: "Changer le mot de passe",
    after: "Si c’est vous, vous n’avez rien à faire. Sinon, changez votre mot de passe maintenant.",
  },
  calendarFailing: {
    subject: "Votre agenda {calendar} doit être reconnecté",
    title: "Votre agenda n’est plus connecté",
    intro:
      "Nous ne pouvons plus lire ni modifier l’agenda {calendar} pour le moment. Tant qu’il ne fonctionne pas, son contenu n’empêche aucune réservation.",
    action: "Ouvrir les réglages de l’agenda",
    after:
      "Connectez-le à nouveau, avec un nouveau mot de passe s’il en a un. Tout le reste demeure comme vous l’avez réglé.",
  },
  calendarEventDeleted: {
    subject: "«\u00a0{booking}\u00a0» a été supprimé de votre agenda",
    title: "Vous avez supprimé l’événement d’une réservation",
    intro:
      "L’événement de «\u00a0{booking}\u00a0» n’est plus dans votre agenda. La réservation elle-même n’a pas changé.",
    action: "Décider de la réservation",
    after:
      "Annulez la réservation ou laissez-la telle quelle. Tant que vous n’avez pas décidé, personne n’est prévenu.",
  },
  calendarEventMoved: {
    subject: "«\u00a0{booking}\u00a0» a été déplacé dans votre agenda",
    title: "Vous avez déplacé l’événement d’une réservation",
    intro:
      "L’événement de «\u00a0{booking}\u00a0» a une autre heure dans votre agenda. La réservation elle-même n’a pas changé.",
    action: "Décider de la réservation",
    after:
      "Déplacez aussi la réservation ou laissez-la telle quelle. Tant que vous n’avez pas décidé, personne n’est prévenu.",
  },
  webhookDisabled: {
    subject: "Votre webhook a été désactivé",
    title: "Votre webhook a été désactivé",
    intro: "Les événements n’ont pas pu être livrés à {webhook}\u00a0: nous avons donc cessé d’essayer.",
    action: "Ouvrir les webhooks",
    after:
      "Dès que le destinataire fonctionne de nouveau, activez le webhook et rejouez ce qui a manqué. Pendant 30 jours, rien n’est perdu.",
  },
};
