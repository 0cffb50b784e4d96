# La page d'accueil.

start-title = Consultez votre dossier de vaccination
start-lead = Obtenez la liste des vaccins que vos professionnels de santé ont déclarés, et une carte que vous pouvez montrer.
start-action = Trouver mon dossier de vaccination
start-languages = Choisissez votre langue
start-needs-title = Ce qu’il vous faut
start-needs-body =
    - Votre nom et votre date de naissance, tels que vous les avez donnés à votre professionnel de santé
    - Un téléphone portable qui reçoit des SMS, ou une adresse e-mail
    - Environ 3 minutes
start-holds-title = Ce que contient le dossier
start-holds-body = Vous voyez les vaccins que les professionnels ont déclarés à ce registre, et rien d’autre. Pour chacun, vous voyez la date, le produit et qui l’a administré, s’ils nous l’ont indiqué.
start-missing-title = Ce qu’il ne contient pas
start-missing-body =
    - Les vaccins reçus dans un autre État ou un autre pays
    - Les vaccins administrés par un organisme fédéral, comme le ministère de la Défense (Department of Defense), les Anciens combattants (Veterans Affairs) ou le Service de santé indien (Indian Health Service)

    Ils tiennent leurs propres dossiers. Adressez-vous à eux.
start-steps-title = Comment ça marche
start-steps-body =
    1. Remplissez un court formulaire et créez un code PIN.
    2. Nous envoyons un lien à votre téléphone ou à votre adresse e-mail.
    3. Ouvrez le lien et saisissez votre code PIN.
    4. Consultez votre dossier. Imprimez-le, ou enregistrez votre carte.
start-help = Lire nos pages d’aide
