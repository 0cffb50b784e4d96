# Confidentialité, conditions et accessibilité. Chaque promesse d'ici est tenue par le logiciel : changer les deux ensemble.

legal-effective = En vigueur depuis le { $date }
legal-contents = Sur cette page
legal-version = Version { $version }

privacy-title = Politique de confidentialité
privacy-body =
    Le service { $service } est géré par : { $operator }. Cette page dit ce que nous recueillons, pourquoi, qui le voit et quand nous l’effaçons. Veuillez la lire avant d’envoyer une demande.

    ## En bref

    - Nous ne demandons que ce qu’il faut pour trouver votre dossier.
    - Nous effaçons ce que vous avez saisi dès que nous vous avons répondu.
    - Nous ne vendons ni ne louons vos données, et nous n’affichons pas de publicité.
    - Aucune autre entreprise n’observe ce que vous faites sur ce site.

    ## Ce que nous recueillons

    Quand vous envoyez une demande, nous recueillons ce qui figure dans le formulaire et rien d’autre :

    - le prénom et le nom de famille
    - la date de naissance et le sexe
    - un numéro de portable ou une adresse e-mail
    - le code PIN que vous créez
    - la langue que vous avez choisie

    Quand vous ouvrez votre lien, vous saisissez de nouveau votre code PIN.

    Comme sur tout site web, notre serveur voit aussi l’adresse réseau d’où vous venez. Elle nous sert à écarter les attaques.

    ## À quoi cela nous sert

    - À chercher le dossier qui correspond à votre demande dans le registre : { $registry }
    - À vous envoyer un message qui dit si nous l’avons trouvé
    - À vérifier votre code PIN et à vous montrer le dossier
    - À arrêter ceux qui essaient de deviner ou d’envoyer trop de demandes
    - À compter comment le service est utilisé, sans noms

    Nous ne nous en servons pour rien d’autre. Nous ne l’ajoutons pas au registre.

    ## D’où viennent les dossiers de vaccination

    Les dossiers appartiennent au registre : { $registry }. Les professionnels de santé y déclarent les vaccins. Ce service montre un dossier quand vous le demandez et n’en garde pas de copie.

    ## Combien de temps nous le gardons

    - Ce que vous avez saisi : jusqu’à notre réponse, et 7 jours au plus
    - Votre code PIN : seulement sous une forme illisible. Il est effacé au plus une heure après la fin du lien
    - Le lien : 24 heures. Pendant 7 jours, nous en gardons une marque brouillée, pour pouvoir vous dire qu’il n’est plus valable
    - Le texte de notre message : jusqu’à sa remise
    - Le code de demande, la raison pour laquelle un dossier a été trouvé ou non, et une forme brouillée de votre numéro de téléphone ou de votre adresse e-mail : 30 jours, pour pouvoir vous aider quand vous appelez
    - Une note disant qu’un message a été remis, avec le contact brouillé : 30 jours
    - Les adresses réseau : 7 jours

    « Brouillé » veut dire que nous pouvons le comparer avec ce que quelqu’un saisit, mais pas le rétablir.

    ## Qui le voit

    Vous, après avoir saisi le code PIN. Le personnel de l’organisme responsable ({ $operator }) et ceux qui gèrent le service pour lui peuvent voir des données quand leur travail l’exige, et doivent garder le secret.

    Les entreprises qui transportent les SMS et les e-mails reçoivent votre numéro ou votre adresse et le texte du message. Le message ne contient ni nom, ni date de naissance, ni rien sur votre santé.

    Nous ne partageons avec d’autres que des nombres, par exemple combien de personnes ont utilisé le service en un mois. Un nombre si petit qu’il pourrait désigner une personne n’est pas donné.

    Nous ne communiquons davantage que si une loi ou un tribunal nous y oblige.

    ## Cookies

    Nous utilisons deux cookies. L’un retient la langue que vous avez choisie. L’autre garde votre dossier ouvert après la saisie du code PIN ; il prend fin quand vous verrouillez le dossier, après 15 minutes sans activité, ou après une heure. Il n’y en a pas d’autres, et aucun ne vient d’une autre entreprise.

    ## Comment nous le protégeons

    - Tout ce qui circule entre vous et nous est chiffré.
    - Les demandes et les messages sont chiffrés tant que nous les gardons. Les clés sont gardées ailleurs.
    - Le registre lui-même est gardé sur un disque chiffré ou dans une base de données chiffrée par l’organisme responsable ({ $operator }).
    - Cinq codes PIN incorrects verrouillent un lien pour toujours.
    - Nos journaux techniques ne contiennent ni noms, ni dates de naissance, ni numéros de téléphone, ni adresses e-mail, ni codes PIN, ni liens, ni dossiers.

    ## Vos choix

    Rien ne vous oblige à utiliser ce service. Votre professionnel de santé peut aussi vous donner votre dossier.

    Une erreur dans votre demande ? Envoyez-en une nouvelle. Une erreur dans votre dossier ? Demandez au professionnel de santé qui l’a déclarée de la corriger. Nos pages d’aide expliquent comment.

    Pour demander ce que nous avons sur vous, ou pour le faire effacer, appelez le { $phone } ou écrivez à { $email }.

    ## La loi

    La loi selon laquelle ce service fonctionne :

    { $law }

    ## Modifications de cette politique

    Quand nous modifions cette politique, nous mettons le nouveau texte sur cette page avec une nouvelle date et une nouvelle version. Une modification ne touche pas les demandes envoyées avant elle.

    ## Contact

    Appelez le { $phone } ({ $hours }) ou écrivez à { $email }.

terms-title = Conditions d’utilisation
terms-body =
    Ces conditions lient vous-même et l’organisme responsable ({ $operator }) du service { $service }. En envoyant une demande, vous les acceptez.

    ## Qui peut faire une demande

    Vous pouvez demander votre propre dossier. Vous pouvez demander le dossier d’une autre personne si vous êtes son parent, son tuteur ou son représentant légal. Demander un autre dossier n’est pas permis et peut être contraire à la loi.

    ## Ce que vous acceptez

    - Ce que vous saisissez est vrai.
    - Vous utilisez un numéro de téléphone ou une adresse e-mail qui est à vous, ou que vous avez le droit d’utiliser.
    - Vous gardez votre code PIN pour vous.
    - Vous n’essayez pas de deviner des codes PIN ou des liens, de contourner les limites, ni de perturber le service.

    ## Ce qu’est le dossier

    Il montre ce que les professionnels de santé ont déclaré à ce registre : { $registry }. Il n’est peut-être pas complet. Les vaccins d’organismes fédéraux, d’autres États ou d’autres pays peuvent manquer. Ce n’est pas un avis médical : pour cela, adressez-vous à votre professionnel de santé.

    ## La SMART Health Card

    La carte prouve quelles doses contre le COVID-19 ont été déclarées. Toute personne qui la scanne peut la lire. Ce n’est pas une pièce d’identité. Chaque lieu décide de ce qu’il accepte comme preuve. Vous décidez à qui vous la montrez.

    ## Messages

    Nous envoyons un message pour chaque demande. Votre opérateur peut vous facturer les SMS ou les données. Si vous répondez STOP, nous ne pouvons plus vous envoyer de SMS.

    ## Limites

    Pour que le service reste sûr pour tous, nous limitons le nombre de demandes par numéro de téléphone, par adresse e-mail, par personne et par réseau. Si vous atteignez une limite, attendez ou appelez-nous.

    ## Quand cela ne fonctionne pas

    Nous faisons en sorte que le service soit ouvert jour et nuit, mais nous ne pouvons pas le promettre. Il peut être fermé pour réparation. Vous pouvez toujours demander votre dossier à votre professionnel de santé.

    ## Notre devoir

    Nous veillons à montrer ce qui a été déclaré. Nous ne pouvons pas répondre des erreurs dans ce qui nous a été déclaré, ni de ce que devient une copie que vous avez enregistrée, imprimée ou partagée. Rien ici ne vous retire un droit que la loi vous donne.

    ## La loi

    La loi selon laquelle ce service fonctionne :

    { $law }

    ## Modifications de ces conditions

    Quand nous modifions les conditions, nous mettons le nouveau texte sur cette page avec une nouvelle date et une nouvelle version. Les conditions en vigueur au moment où vous envoyez une demande sont celles qui comptent.

    ## Contact

    Appelez le { $phone } ({ $hours }) ou écrivez à { $email }.

accessibility-title = Accessibilité
accessibility-body =
    Nous voulons que tout le monde puisse utiliser { $service }. Organisme responsable : { $operator }.

    ## Notre but

    Nous visons le niveau AA des règles pour l’accessibilité des contenus web (WCAG), version 2.2. Cela veut dire que vous pouvez :

    - utiliser chaque page avec le clavier seul
    - utiliser un lecteur d’écran, qui vous lit les problèmes et les résultats
    - doubler la taille du texte, ou utiliser un écran étroit, sans rien perdre
    - utiliser un écran sombre, un contraste élevé ou un écran sans mouvement
    - lire votre dossier comme du texte dans un tableau, et pas seulement dans une image

    ## Nos tests

    Nous vérifions les pages avec des outils automatiques quand nous travaillons sur ce site. Nous savons que ces outils ne trouvent pas tout : dites-nous ce qui leur a échappé.

    ## Ce qui peut être difficile

    - Le code QR de la carte est une image. Tout ce qu’il contient sur vos doses figure aussi en texte dans votre dossier.
    - La page a besoin d’un navigateur assez récent. Sans lui, vous pouvez toujours nous appeler.

    ## Langues

    L’anglais est la première langue de ce site. Les autres langues ont été écrites avec soin, mais une personne dont c’est la langue maternelle ne les a pas encore toutes relues. Le menu des langues en haut de chaque page mène au texte anglais.

    ## Dites-le-nous

    Quelque chose est difficile à utiliser ? Vous avez besoin de votre dossier sous une autre forme, par exemple en gros caractères ? Appelez le { $phone } ({ $hours }) ou écrivez à { $email }. Dites-nous de quelle page il s’agit et ce que vous vouliez faire.
