# Le dossier, sa version imprimée et la carte de santé.

record-title = Votre dossier de vaccination
record-loading = Nous ouvrons votre dossier…
record-born = Date de naissance : { $date }
record-card-action = Carte COVID-19 SMART Health Card
record-print-action = Imprimer toutes les vaccinations
record-print-with-card = Imprimer aussi le code QR de la carte
record-filter = Afficher
record-filter-all = Tous les vaccins
record-doses = { $count ->
    [one] { $count } dose
   *[other] { $count } doses
}
record-date = Date
record-vaccine = Vaccin
record-product = Produit
record-manufacturer = Fabricant
record-lot = Numéro de lot
record-performer = Administré par
record-not-reported = Non déclaré
record-historical = Dose ancienne : déclarée plus tard, et non par qui l’a administrée
record-partial = Dose partielle
record-reported-by = Dose déclarée par { $names } et { $last }
record-before-birth = Cette date est avant la date de naissance. Elle est peut-être fausse.
record-after-death = Cette date est après la date de décès déclarée. Elle est peut-être fausse.
record-future = Cette date est dans le futur. Elle est peut-être fausse.
record-updated = Dernière mise à jour : { $date }
record-source = Ces doses ont été déclarées par des professionnels de santé. Registre : { $registry }.
record-empty = Aucun vaccin n’a été déclaré pour vous.
record-opened-first = Vous êtes la première personne à ouvrir ce lien.
record-opened-again = Ce lien a été ouvert { $count } fois. La fois précédente, c’était le { $date } à { $time }.
record-opened-not-you = Si ce n’était pas vous, appelez-nous. Pour fermer votre dossier à tous ceux qui l’ont ouvert, choisissez « Verrouiller ».
record-wrong-title = Quelque chose est faux ou manque ?
record-wrong-text = Demandez une correction au lieu où vous avez reçu le vaccin. { $delay ->
    [one] Un changement se voit ici après environ { $delay } heure.
   *[other] Un changement se voit ici après environ { $delay } heures.
}
record-wrong-action = Comment le faire corriger
record-locked-title = Votre dossier est verrouillé
record-locked-text = Plus personne ne peut le voir sur cet appareil. Pour le revoir, ouvrez le lien de notre message et saisissez votre code PIN.
record-paste-link = Coller le lien
record-ask-again = Demander un nouveau lien
record-warning-title = Êtes-vous toujours là ?
record-warning-text = Par sécurité, votre dossier se ferme dans { $minutes ->
    [one] { $minutes } minute.
   *[other] { $minutes } minutes.
}
# Après une heure en tout, le dossier se ferme et ne peut pas rester ouvert.
record-warning-last = Votre dossier se ferme dans { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}. Pour le revoir, ouvrez le lien de notre message et saisissez votre code PIN.
record-warning-stay = Rester ici
record-warning-lock = Verrouiller maintenant
record-back = Retour à mon dossier
record-print-heading = Dossier de vaccination
record-print-name = Nom
record-print-birth-date = Date de naissance
record-print-issued = Imprimé le { $date }
record-print-from = Source : { $service }, { $operator }

card-title = Carte COVID-19 SMART Health Card
card-place = Carte { $number } sur { $total }
card-qr = Code QR de votre SMART Health Card
card-enlarge = Agrandir le code
card-shrink = Réduire le code
card-issued = Établie le { $date }
card-bright = Si un lecteur n’arrive pas à le lire, augmentez la luminosité de votre écran.
card-save-image = Enregistrer l’image
card-save-file = Enregistrer le fichier de la carte
card-image-failed = Votre navigateur n’a pas pu créer l’image. Faites plutôt une capture d’écran.
card-iphone-title = L’ajouter à un iPhone
card-iphone-body =
    1. Touchez « Enregistrer le fichier de la carte », puis ouvrez le fichier.
    2. Touchez « Ajouter » pour le mettre dans l’app Santé.

    Une photo du code marche aussi : laissez votre doigt dessus dans Photos.
card-android-title = La garder sur un téléphone Android
card-android-body =
    1. Touchez « Enregistrer l’image ».
    2. Retrouvez-la dans vos photos ou vos téléchargements.

    Certaines applications lisent aussi le fichier de la carte. Une capture d’écran convient aussi.
card-holds-title = Ce que contient cette carte
card-holds-body =
    - Votre nom et votre date de naissance
    - Chaque dose contre le COVID-19 : vaccin, date, numéro de lot et qui l’a administrée, quand c’est connu

    Toute personne qui scanne le code peut lire ces informations. La carte n’est pas une pièce d’identité : on peut vous en demander une avec elle.
card-demo = Carte de démonstration. Les applications ne la reconnaîtront pas.
card-none-title = Pas de carte COVID-19
card-none-text = Aucune dose contre le COVID-19 n’a été déclarée pour vous : il n’y a donc pas de carte à montrer. Votre dossier peut contenir d’autres vaccins.
