# L'ouverture du lien : le code PIN, et tout ce qui peut ne pas marcher avec un lien.

unlock-title = Saisissez votre code PIN
unlock-lead = Saisissez le code PIN que vous avez créé. Il montre que c’est bien vous qui avez fait la demande.
unlock-pin = Votre code PIN à 4 chiffres
unlock-action = Voir mon dossier
unlock-opening = Ouverture…
unlock-wrong = Ce n’est pas le code PIN de ce lien. { $count ->
    [one] Il vous reste 1 essai.
   *[other] Il vous reste { $count } essais.
}
unlock-forgot = Code PIN oublié ?
unlock-ask-again = Demander un nouveau lien
unlock-paste-title = Ouvrez votre lien
unlock-paste-lead = Copiez le lien entier depuis notre message et collez-le ici.
unlock-paste-field = Le lien
unlock-paste-action = Continuer
unlock-paste-missing = Collez le lien de notre message
unlock-paste-wrong = Collez le lien entier. Il se termine par 26 lettres et chiffres.
unlock-expired-title = Ce lien n’est plus valable
unlock-expired-text = Pour votre sécurité, un lien ne fonctionne que peu de temps. Demandez-en un nouveau. Cela prend environ 3 minutes.
unlock-locked-title = Ce lien est verrouillé
unlock-locked-text = Un code PIN incorrect a été saisi cinq fois : le lien ne fonctionne plus. Demandez-en un nouveau et créez un nouveau code PIN.
unlock-unknown-title = Nous ne connaissons pas ce lien
unlock-unknown-text = Il en manque peut-être une partie. Ouvrez-le encore une fois depuis notre message, ou copiez le lien entier. Si cela ne suffit pas, demandez-en un nouveau.
