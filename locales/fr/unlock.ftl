# L’ouverture du lien et la saisie du code PIN. Ce qui peut ne pas marcher avec un lien est dans problems.ftl.

unlock-title = Saisissez votre code PIN
unlock-lead = Saisissez le code PIN que vous avez créé. Il montre que c’est bien vous qui avez fait la demande.
unlock-pin = Votre code PIN à 4 chiffres
unlock-action = Voir mon dossier
unlock-opening = Ouverture…
unlock-forgot = Code PIN oublié ?
unlock-ask-again = Demander un nouveau lien
unlock-paste-title = Ouvrez votre lien
unlock-paste-lead = Copiez le lien entier depuis notre message et collez-le ici.
unlock-paste-field = Le lien
unlock-paste-action = Continuer
unlock-paste-missing = Collez le lien de notre message
unlock-paste-wrong = Collez le lien entier. Il se termine par 26 lettres et chiffres.
unlock-not-me = Vous n’avez rien demandé ?
unlock-not-me-text = Quelqu’un a peut-être saisi votre numéro de téléphone ou votre adresse e-mail par erreur. Vous pouvez annuler ce lien : plus personne ne pourra ouvrir un dossier avec lui.
unlock-not-me-action = Ce n’était pas moi : annuler le lien
unlock-not-me-ending = Annulation du lien…
unlock-revoked-title = Vous avez annulé ce lien
unlock-revoked-text = Plus personne ne peut ouvrir un dossier avec lui. Si quelqu’un continue à faire des demandes à votre nom, appelez-nous.
