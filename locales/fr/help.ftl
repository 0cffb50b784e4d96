# Les pages d'aide.

help-title = Aide
help-search-label = Chercher dans les pages d’aide
help-search-none = Rien trouvé. Essayez un autre mot, ou appelez-nous.

help-how-to-title = Comment utiliser ce site, étape par étape
help-how-to-body =
    Il vous faut environ 3 minutes et un téléphone ou un ordinateur.

    ## Ce qu’il vous faut

    - Votre prénom et votre nom de famille, tels que votre professionnel de santé les a notés
    - Votre date de naissance et votre sexe
    - Un téléphone portable qui reçoit des SMS, ou une adresse e-mail. Si possible, choisissez un contact que votre professionnel de santé connaît.

    ## Ce qu’il faut faire

    1. Sur la page d’accueil, appuyez sur « Trouver mon dossier de vaccination ».
    2. Remplissez le formulaire. Veuillez répondre à toutes les questions.
    3. Créez un code PIN de 4 chiffres. Retenez-le : il vous servira à ouvrir votre dossier. Les codes faciles comme 1111 ou 1234 ne sont pas acceptés.
    4. Cochez la case qui montre que vous n’êtes pas un robot. Cela prend quelques secondes.
    5. Appuyez sur « Envoyer ma demande ». Une page affiche votre code de demande.
    6. Attendez notre message. Il arrive le plus souvent en quelques minutes. Il porte le même code.
    7. Ouvrez le lien du message. Il fonctionne pendant 24 heures.
    8. Saisissez votre code PIN. Vous voyez votre dossier.

    ## Ce que vous pouvez faire de votre dossier

    - Voir chaque dose déclarée, avec la date et le produit
    - Tout imprimer
    - Enregistrer votre carte COVID-19 SMART Health Card, si vous avez reçu une telle dose

    ## Quand vous avez fini

    Appuyez sur « Verrouiller ». C’est important surtout sur un téléphone ou un ordinateur que d’autres utilisent aussi. Si vous l’oubliez, le dossier se ferme de lui-même après 15 minutes sans activité.

help-not-found-title = Je ne trouve pas mon dossier
help-not-found-body =
    Nous avons sans doute votre dossier, mais un détail diffère de ce que vous avez saisi.

    ## Pourquoi cela arrive

    - Votre professionnel de santé ne nous a pas donné votre portable ou votre e-mail, ou nous en a donné un ancien.
    - Votre nom est écrit autrement, ou votre professionnel de santé connaît un nom que vous portiez avant.
    - La date de naissance n’est pas la même.
    - Deux personnes ont presque les mêmes données. Dans ce cas, par sécurité, nous ne montrons aucun des deux dossiers.
    - Le vaccin ne nous a jamais été déclaré.

    ## Que faire, dans cet ordre

    1. Relisez ce que vous avez saisi. Une seule lettre ou un seul chiffre faux suffit.
    2. Réessayez avec un autre numéro de téléphone ou une autre adresse e-mail. Prenez un contact que vous avez donné à votre professionnel de santé, même il y a longtemps.
    3. Réessayez avec le nom qui figure sur vos papiers de clinique. Pensez à un nom d’avant le mariage, à un diminutif ou à deux noms de famille.
    4. Adressez-vous au lieu où vous avez reçu le vaccin. On peut y vérifier vos données et les corriger. Demandez que vos vaccins soient déclarés au registre : { $registry }.
    5. Si ce lieu a fermé ou ne peut pas vous aider, appelez le { $phone }. Gardez votre code de demande sous la main.

    { $delay ->
        [one] Quand votre professionnel de santé a fait une correction, il faut jusqu’à { $delay } heure pour la voir ici. Réessayez ensuite.
       *[other] Quand votre professionnel de santé a fait une correction, il faut jusqu’à { $delay } heures pour la voir ici. Réessayez ensuite.
    }

    ## Si aucun message n’est arrivé

    - Regardez dans le dossier des courriers indésirables (spam).
    - Sur un iPhone, regardez sous « Expéditeurs inconnus ».
    - Une ligne fixe ne reçoit pas de SMS. Utilisez un portable ou un e-mail.
    - Si vous avez déjà répondu STOP à nos SMS, utilisez un e-mail.

help-wrong-record-title = Mon dossier est faux ou une dose manque
help-wrong-record-body =
    Nous montrons ce que les professionnels de santé déclarent. Nous ne pouvons pas changer un dossier nous-mêmes, mais celui qui l’a déclaré le peut.

    ## Que faire

    1. Cherchez la dose dans votre dossier. Notez la date et qui l’a administrée.
    2. Appelez la clinique ou la pharmacie qui a fait le vaccin. Dites ce qui est faux : une dose qui manque, une mauvaise date ou un mauvais produit.
    3. Demandez que la correction soit envoyée au registre : { $registry }.
    4. { $delay ->
        [one] Attendez jusqu’à { $delay } heure. Puis demandez votre dossier encore une fois.
       *[other] Attendez jusqu’à { $delay } heures. Puis demandez votre dossier encore une fois.
    }

    Gardez vos propres preuves, comme un carnet en papier ou une facture de la clinique. Elles aident à trouver l’erreur.

    ## Si cela ne suffit pas

    Le lieu a fermé, ou ne répond pas ? Appelez le { $phone } ou écrivez à { $email }. Dans un e-mail, n’indiquez ni date de naissance ni autre détail sur votre santé. Nous vous dirons ce qu’il nous faut.

    ## Si vous voyez le dossier de quelqu’un d’autre

    Appuyez sur « Verrouiller » et appelez tout de suite le { $phone }.

help-not-updated-title = Mon professionnel de santé a fait une correction, mais je ne la vois pas
help-not-updated-body =
    { $delay ->
        [one] Une correction met du temps à nous parvenir. Veuillez attendre { $delay } heure après son envoi par votre professionnel de santé.
       *[other] Une correction met du temps à nous parvenir. Veuillez attendre { $delay } heures après son envoi par votre professionnel de santé.
    }

    1. Demandez à votre professionnel de santé quel jour la correction a été envoyée.
    2. Attendez que ce délai soit passé.
    3. Demandez de nouveau votre dossier. Un dossier ouvert avant la correction reste comme il était tant que vous ne l’ouvrez pas de nouveau.
    4. La correction n’est toujours pas là ? Demandez à votre professionnel de santé de vérifier qu’elle a bien été envoyée, avec votre nom et votre date de naissance exacts, au registre : { $registry }.

    ## Ensuite, prenez une nouvelle carte

    Une dose contre le COVID-19 a été corrigée ? Votre ancienne carte ou image ne change pas d’elle-même. Ouvrez de nouveau votre dossier, enregistrez la nouvelle carte et supprimez l’ancienne.

help-federal-title = Vaccins d’un organisme fédéral ou d’un autre État
help-federal-body =
    Nous n’avons que ce que les professionnels de santé ont déclaré à ce registre : { $registry }. Les autres tiennent leurs propres dossiers. Veuillez vous adresser à eux.

    ## Organismes fédéraux

    - Ministère de la Défense (Department of Defense) : demandez à la clinique ou à l’hôpital militaire, ou consultez son site pour les patients.
    - Anciens combattants (Veterans Affairs) : demandez à votre clinique VA, ou consultez le site du VA pour les patients.
    - Service de santé indien (Indian Health Service) : demandez à la clinique où vous avez reçu le vaccin.

    ## Un autre État

    Chaque État a son propre registre. Adressez-vous au service de santé de l’État où vous avez reçu le vaccin.

    ## Un autre pays

    Adressez-vous à la clinique ou au service de santé de ce pays. Si vous avez un document, montrez-le à votre professionnel de santé ici. Il peut ajouter ces doses à votre dossier.

help-questions-title = Questions fréquentes
help-questions-body =
    ## Est-ce payant ?

    Non. Votre opérateur peut vous facturer les SMS ou les données.

    ## Qui peut l’utiliser ?

    Toute personne dont les vaccins ont été déclarés à ce registre : { $registry }. Un parent, un tuteur ou un représentant légal peut faire la demande pour une autre personne.

    ## Pourquoi faut-il un code PIN ?

    D’autres personnes peuvent voir un message. Le code PIN montre que c’est bien vous qui avez fait la demande. Vous en créez un nouveau à chaque demande.

    ## J’ai oublié mon code PIN. Que faire ?

    Envoyez une nouvelle demande et créez un nouveau code PIN. Nous ne pouvons ni voir ni changer votre code PIN.

    ## J’ai saisi cinq fois un code PIN incorrect.

    Le lien est verrouillé pour toujours, afin de protéger votre dossier. Envoyez une nouvelle demande.

    ## Combien de temps le lien fonctionne-t-il ?

    Pendant 24 heures. Vous pouvez l’utiliser plusieurs fois pendant ce temps. Vous pouvez envoyer une nouvelle demande à tout moment.

    ## Quel nom et quelle date de naissance indiquer ?

    Ceux que votre professionnel de santé a notés. Une petite erreur de sa part suffit pour que votre dossier reste introuvable.

    ## Pourquoi est-il écrit « Non déclaré » pour un vaccin ?

    Le professionnel de santé ne nous a pas donné ce détail. Nous le laissons vide et ne devinons pas.

    ## Qu’est-ce qu’une SMART Health Card ?

    Un code qui prouve vos doses contre le COVID-19. Nous le signons : ainsi, on peut voir qu’il n’a pas été modifié. Il contient votre nom, votre date de naissance et vos doses. Ce n’est pas une pièce d’identité.

    ## Puis-je mettre la carte sur mon téléphone ?

    Oui. Ouvrez votre dossier, puis la carte. Sur un iPhone, enregistrez le fichier de la carte et ajoutez-le à l’app Santé. Sur un téléphone Android, enregistrez l’image. Une capture d’écran convient aussi.

    ## Puis-je choisir ce que je partage ?

    Le code de la carte ne contient que les doses contre le COVID-19. Toute personne qui le scanne peut lire tout ce qu’il contient : ne le montrez que si vous le voulez. Sur papier, vous pouvez imprimer votre dossier avec ou sans le code. Personne ne reçoit votre dossier de notre part parce que vous avez utilisé ce site.

    ## Faut-il un compte ?

    Non. Il n’y a ni compte ni mot de passe.

    ## J’ai reçu un message, mais je n’ai rien demandé.

    Quelqu’un a peut-être saisi votre numéro ou votre adresse par erreur. Vous pouvez l’ignorer. Personne ne peut ouvrir un dossier sans le code PIN. Si cela vous inquiète, appelez le { $phone }.

    ## Est-ce sûr sur un ordinateur partagé ?

    Oui, si vous appuyez sur « Verrouiller » quand vous avez fini. Supprimez les fichiers que vous y avez enregistrés et reprenez les papiers imprimés.

help-helping-someone-title = Aider quelqu’un
help-helping-someone-body =
    Vous pouvez faire une demande pour une autre personne si vous êtes son parent, son tuteur ou son représentant légal. Vous pouvez aussi vous asseoir à côté de quelqu’un et l’aider.

    ## Pour votre enfant

    1. Saisissez le nom et la date de naissance de votre enfant, pas les vôtres.
    2. Saisissez le numéro de téléphone ou l’adresse e-mail que la clinique a pour votre enfant. C’est le plus souvent celui d’un parent.
    3. Créez un code PIN pour cette demande.
    4. Pour un autre enfant, appuyez sur « Faire une demande pour une autre personne » et remplissez de nouveau le formulaire.

    Chaque message porte un code de demande : vous savez ainsi de quel enfant il s’agit.

    ## Pour une personne âgée ou handicapée

    - Indiquez son propre nom et sa propre date de naissance.
    - Le message arrive au téléphone ou à l’adresse e-mail que vous saisissez. Son professionnel de santé doit connaître ce contact.
    - La personne n’a pas de téléphone ? Si elle est d’accord, son professionnel de santé peut noter le vôtre.

    ## Quand un enfant grandit

    Le numéro de téléphone noté est peut-être encore celui d’un parent. Demandez à votre professionnel de santé de noter le vôtre.

    Ne demandez pas le dossier de quelqu’un qui n’est pas d’accord, sauf si la loi vous en donne le droit.

help-without-phone-title = Sans portable : e-mail, téléphone, courrier ou papier
help-without-phone-body =
    ## Par e-mail

    Vous n’avez pas besoin d’un portable. Choisissez « Par e-mail » dans le formulaire. Vous pouvez utiliser un ordinateur, par exemple dans une bibliothèque. Appuyez sur « Verrouiller » quand vous avez fini.

    ## Par téléphone

    Appelez le { $phone }. Nous pouvons vous aider étape par étape, ou vous indiquer une autre façon d’obtenir votre dossier. Vous pouvez demander un interprète.

    ## Par courrier

    Appelez-nous d’abord. Nous vous dirons où écrire, et quels papiers il nous faut pour être sûrs que c’est bien vous.

    ## Sur papier

    - Demandez à la clinique ou à la pharmacie où vous avez reçu le vaccin d’imprimer votre dossier.
    - Demandez à une personne de confiance d’ouvrir votre dossier avec vous et de l’imprimer.
    - Une école ou un camp de vacances accepte le plus souvent ce dossier imprimé.

help-contact-title = Nous contacter
help-contact-body =
    ## Téléphone

    { $phone }

    { $hours }

    ## Dans votre langue

    Dites-nous le nom de votre langue quand vous appelez. Un interprète vous aidera. C’est gratuit.

    ## E-mail

    { $email }

    D’autres personnes peuvent lire un e-mail en chemin. N’y mettez ni date de naissance, ni code PIN, ni rien sur votre santé.

    ## À garder sous la main

    - Votre code de demande, si vous en avez un
    - Ce que vous avez fait et ce que la page ou le message disait

    Nous ne demandons jamais votre code PIN.
