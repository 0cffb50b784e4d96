# Le formulaire, et la page qui suit.

request-title = Trouver mon dossier de vaccination
request-lead = Indiquez le nom et la date de naissance que vous avez donnés à votre professionnel de santé. Veuillez remplir tous les champs.
request-names-hint = En lettres latines, comme sur les papiers de votre clinique.
request-first-name = Prénom
request-last-name = Nom de famille
request-name-not-latin = Ici, les cliniques écrivent presque toujours les noms en lettres latines. Pouvez-vous écrire le vôtre ainsi ? Sinon, appuyez encore une fois sur le bouton.
request-birth-date = Date de naissance
request-birth-date-hint = Par exemple : 29 2 1988
request-birth-date-day = Jour
request-birth-date-month = Mois
request-birth-date-year = Année
request-gender = Sexe
request-gender-hint = Celui que votre professionnel de santé a dans son dossier.
request-gender-female = Féminin
request-gender-male = Masculin
request-gender-other = Autre (X)
request-gender-unknown = Je ne sais pas, ou je préfère ne pas le dire
request-contact = Comment pouvons-nous vous joindre ?
request-contact-hint = Nous y envoyons le lien : vous devez pouvoir l’ouvrir. Si possible, choisissez un contact que votre professionnel de santé connaît.
request-contact-phone = Par SMS
request-contact-email = Par e-mail
request-phone = Numéro de téléphone portable
request-phone-hint = Un portable qui reçoit des SMS, pas une ligne fixe.
request-email = Adresse e-mail
request-email-hint = Par exemple : name@example.org
request-pin = Créez un code PIN à 4 chiffres
request-pin-hint = Il vous servira à ouvrir le lien. Évitez les codes faciles, comme 1111, 1234, votre date de naissance ou la fin de votre numéro de téléphone.
request-pin-again = Saisissez de nouveau le code PIN
request-robot = Je ne suis pas un robot
request-robot-working = Vérification en cours. Cela prend quelques secondes…
request-robot-done = La vérification est faite.
request-robot-failed = La vérification n’a pas fonctionné. Cochez de nouveau la case.
request-consent = En envoyant cette demande, vous déclarez être cette personne, ou son parent, son tuteur ou son représentant légal.
request-privacy = Comment nous protégeons vos données
request-terms = Conditions d’utilisation
request-send = Envoyer ma demande
request-sending = Envoi en cours…

sent-title = Nous avons reçu votre demande
sent-phone = Si nous trouvons un dossier, nous envoyons un SMS avec un lien au { $contact }.
sent-email = Si nous trouvons un dossier, nous envoyons un e-mail avec un lien à { $contact }.
sent-not-found = Si nous n’en trouvons pas, nous envoyons un message qui explique ce que vous pouvez faire.
sent-when = Cela prend le plus souvent quelques minutes. { $valid ->
    [one] Le lien fonctionne pendant { $valid } heure.
   *[other] Le lien fonctionne pendant { $valid } heures.
}
sent-code = Votre code de demande
sent-code-hint = Le message porte le même code : vous savez ainsi à quelle demande il répond.
sent-check = Le numéro de téléphone ou l’adresse e-mail est-il correct ? Sinon, corrigez et renvoyez la demande.
sent-correct = Corriger et renvoyer
sent-another = Faire une demande pour une autre personne
sent-nothing-title = Vous n’avez rien reçu ?
sent-nothing-body =
    - Attendez quelques minutes, puis regardez de nouveau.
    - E-mail : regardez dans le dossier des courriers indésirables (spam).
    - iPhone : ouvrez Messages et regardez sous « Expéditeurs inconnus ».
    - Avez-vous déjà répondu STOP à nos SMS, ou les avez-vous bloqués ? Alors nous ne pouvons pas joindre ce téléphone. Une ligne fixe ne reçoit pas de SMS.
    - Renvoyez la demande avec votre adresse e-mail.
    - Toujours rien après 24 heures ? Renvoyez la demande. Ou adressez-vous au lieu où vous avez reçu le vaccin, ou appelez le { $phone }.
sent-lost-title = Aucune demande ici
sent-lost-text = Nous ne gardons votre envoi que pendant que la page est ouverte. Il a donc disparu quand elle s’est fermée. Si vous avez envoyé une demande, un message arrivera quand même.
sent-lost-action = Aller au formulaire
