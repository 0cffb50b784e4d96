# Ce qui entoure chaque page : en-tête, pied, bandeau, dates, attente, erreurs.

layout-skip-link = Aller au contenu principal
layout-document-title = { $page } – { $service }
layout-document-title-error = Erreur : { $page } – { $service }
layout-language = Langue
layout-back = Retour
layout-close = Fermer
layout-try-again = Réessayer
layout-menu = Pages de ce site

layout-banner-lead = Site officiel : { $operator }
layout-banner-toggle = Comment le vérifier
layout-banner-address = L’adresse en haut de votre navigateur est celle qui figure sur nos lettres et nos affiches. Le symbole à côté indique que votre connexion est sûre.
# $registry dans les autres fichiers.

layout-demo = Ceci est une démonstration. Toutes les personnes y sont inventées. Ne saisissez pas de vraies données.

layout-footer-operator = Ce site est géré par : { $operator }.
layout-footer-help = Aide
layout-footer-privacy = Confidentialité
layout-footer-terms = Conditions d’utilisation
layout-footer-accessibility = Accessibilité

layout-contact-title = Nous parler
layout-contact-phone = Appelez le { $phone }
layout-contact-email = Écrivez à { $email }

layout-hours-days = du { $first } au { $last }, de { $opens } à { $closes }
layout-hours-day = le { $first }, de { $opens } à { $closes }
# Vingt-quatre heures, séparées par « h » entre espaces insécables.
layout-time = { $hour24 } h { $minute }
layout-weekday-mon = lundi
layout-weekday-tue = mardi
layout-weekday-wed = mercredi
layout-weekday-thu = jeudi
layout-weekday-fri = vendredi
layout-weekday-sat = samedi
layout-weekday-sun = dimanche

layout-date = { $day } { $month } { $year }
layout-date-order = dmy
layout-month-1 = janvier
layout-month-2 = février
layout-month-3 = mars
layout-month-4 = avril
layout-month-5 = mai
layout-month-6 = juin
layout-month-7 = juillet
layout-month-8 = août
layout-month-9 = septembre
layout-month-10 = octobre
layout-month-11 = novembre
layout-month-12 = décembre

layout-error-summary-title = Il y a un problème
layout-error-prefix = Erreur :
layout-pin-show = Afficher
layout-pin-hide = Masquer
layout-pin-show-label = Afficher le code PIN
layout-pin-hide-label = Masquer le code PIN

layout-loading = Chargement…
layout-slow = C’est plus long que d’habitude. Veuillez patienter.

layout-not-found-title = Cette page n’existe pas
layout-not-found-text = L’adresse est peut-être fausse, ou la page a été déplacée.
layout-not-found-action = Aller à la page d’accueil

layout-shell-loading = La page se charge…
layout-shell-slow-title = C’est plus long que d’habitude
layout-shell-slow-text = Votre connexion est peut-être lente. Attendez un peu, ou rechargez la page.
layout-shell-failed-title = Cette page ne fonctionne pas dans votre navigateur
layout-shell-failed-text = Mettez votre navigateur à jour, ou essayez-en un autre. Vous pouvez aussi nous appeler et demander votre dossier.
layout-shell-no-script-title = Cette page a besoin de JavaScript
layout-shell-no-script-text = Activez JavaScript dans votre navigateur et rechargez la page. Vous pouvez aussi nous appeler et demander votre dossier.

layout-inbox-title = Messages de démonstration
layout-inbox-text = Cette page n’existe que dans la démonstration. Elle montre ce qu’un téléphone ou une boîte e-mail recevrait.
layout-inbox-empty = Aucun message pour l’instant.
layout-inbox-sms = SMS au { $to }
layout-inbox-email = E-mail à { $to }
layout-inbox-sent = Envoyé le { $date }
layout-inbox-refresh = Chercher de nouveaux messages
layout-lock = Verrouiller
