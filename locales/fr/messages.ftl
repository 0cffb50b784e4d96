# Les messages envoyés. Seul le serveur lit ce fichier ; les variables sont expliquées dans la version anglaise.
# Les SMS n'emploient que des lettres de l'alphabet GSM 03.38 (é, è, à, ù ; ni ê, ni ç, ni apostrophe typographique) :
# une seule autre lettre ferait tomber la place de 459 à 201 caractères. Le serveur y change l'espace insécable en simple.

message-sms-link-before = { $service }, demande { $code } : voici le dossier de vaccination. Il faut le code PIN que vous avez choisi.
message-sms-link-after = Lien valable { $valid ->
    [one] { $valid } heure
   *[other] { $valid } heures
}, ensuite refaites une demande. Pas vous ? Annulez le lien sur sa page ou appelez le { $phone }
message-sms-not-found-before = { $service }, demande { $code } : aucun dossier trouvé. Vérifiez noms et date de naissance, puis réessayez :
message-sms-not-found-help = Aide :
message-sms-not-found-after = Pas vous ? Ignorez ce message ou appelez le { $phone }
message-sms-limited = { $service }, demande { $code } : trop de demandes, celle-ci reste sans suite. Refaites une demande dans { $wait ->
    [one] { $wait } heure
   *[other] { $wait } heures
} ou appelez le { $phone }. Pas vous ? Ignorez ce message.

message-email-link-subject = { $service } : le lien de la demande { $code }
message-email-link-lead = Vous avez demandé un dossier de vaccination. Nous en avons trouvé un. Votre code de demande est { $code }.
message-email-link-before = Ouvrez ce lien et saisissez le code PIN que vous avez créé :
message-email-link-after = Le lien fonctionne pendant { $valid ->
    [one] { $valid } heure
   *[other] { $valid } heures
}. Ensuite, ou si vous avez oublié le code PIN, demandez un nouveau lien.
message-email-link-not-you = Vous n’avez rien demandé ? Alors ouvrez le lien et choisissez « Ce n’était pas moi ». Ensuite, plus personne ne peut ouvrir le dossier avec lui. Si cela vous inquiète, appelez le { $phone }.

message-email-not-found-subject = { $service } : aucun dossier trouvé pour la demande { $code }
message-email-not-found-lead = Vous avez demandé un dossier de vaccination. Nous n’en avons pas trouvé qui corresponde à ce que vous avez saisi. Votre code de demande est { $code }.
message-email-not-found-check = Vérifiez l’orthographe des noms. Vérifiez la date de naissance. Utilisez le numéro de téléphone ou l’adresse e-mail que votre professionnel de santé connaît. Puis réessayez :
message-email-not-found-help = D’autres façons d’obtenir votre dossier :
message-email-not-found-not-you = Vous n’avez rien demandé ? Alors ignorez cet e-mail. Si cela vous inquiète, appelez le { $phone }.

message-email-limited-subject = { $service } : trop de demandes, { $code } reste sans suite
message-email-limited-lead = Trop de demandes sont venues avec cette adresse e-mail ou pour cette personne. Nous n’avons donc pas traité la dernière. Son code est { $code }.
message-email-limited-wait = Refaites une demande dans { $wait ->
    [one] { $wait } heure
   *[other] { $wait } heures
}. Si vous ne pouvez pas attendre, appelez le { $phone }.
message-email-limited-not-you = Vous n’avez rien demandé ? Alors ignorez cet e-mail. Personne ne peut ouvrir le dossier sans le code PIN. Si cela vous inquiète, appelez le { $phone }.

message-email-help = Besoin d’aide ? Appelez le { $phone } ou écrivez à { $email }. Nos heures d’ouverture :
message-email-purpose = Le service { $service } est géré par : { $operator }. Vous recevez cet e-mail parce que quelqu’un y a saisi cette adresse pour demander un dossier de vaccination.
