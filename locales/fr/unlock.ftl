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
