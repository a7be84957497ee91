### Ce que l’on lit dans le panneau.

## Cadre

layout-skip = Aller au contenu
layout-navigation = Panneau
layout-menu = Menu
layout-desk = Support
layout-settings = Réglages
layout-language = Langue
layout-dashboard = Tableau de bord
layout-members = Membres
layout-snippets = Réponses types
layout-categories = Catégories
layout-blocks = Blocages
layout-configuration = Configuration
layout-bot = Bot
layout-administration = Administration
layout-tickets = Tickets
layout-api-keys = Clés d’API
layout-graphiql = GraphiQL
layout-sign-out = Se déconnecter
layout-not-done = L’opération n’a pas abouti.
layout-not-done-written = Ce que vous avez tapé est toujours là : copiez-le, rechargez la page et réessayez.
layout-not-done-unwritten = Rechargez la page et réessayez.
layout-live-lost = Les mises à jour en direct sont interrompues. Ce que vous voyez peut dater ; la page essaie de se reconnecter.

## Connexion

sign-in-title = Support
sign-in-lead = Répondez d’ici aux membres de votre communauté, en plus des salons Discord que vous utilisez déjà.
sign-in-with-discord = Se connecter avec Discord
sign-in-privacy = Discord nous donne votre nom, votre identifiant et vos serveurs. Rien n’est publié en votre nom.

stranger-title = Vous n’avez pas encore accès
stranger-lead = Vous êtes connecté en tant que { $name }, mais ce compte ne peut pas ouvrir le panneau.
stranger-ask = Ces personnes peuvent vous donner accès :
stranger-ask-anyone = Demandez l’accès à un administrateur du support.
stranger-id = L’identifiant de compte qu’il leur faudra
stranger-other-account = Ce n’est pas le bon compte ? Déconnectez-vous, puis connectez-vous avec un autre.

## Échecs

failure-home = Aller à l’accueil
failure-reference = Référence pour l’exploitant : { $reference }
failure-bad-request = Cette demande n’a pas de sens
failure-bad-request-advice = Il y manquait quelque chose, ou la forme était mauvaise. Revenez en arrière, vérifiez votre saisie et réessayez.
failure-forbidden = Vous ne pouvez pas faire cela
failure-forbidden-advice = Votre compte n’en a pas le droit, ou la page est restée ouverte trop longtemps. Rechargez la page ou adressez-vous à un administrateur.
failure-not-found = Il n’y a rien ici
failure-not-found-advice = L’adresse est peut-être mal tapée, ou ce qui se trouvait ici ne vous est pas destiné.
failure-conflict = Ce n’est pas possible maintenant
failure-conflict-advice = Rien n’a changé. Revenez en arrière et rechargez la page pour voir où en sont les choses.
failure-written = Votre texte. Copiez-le avant de continuer.
failure-too-large = C’est trop volumineux
failure-too-large-advice = Rien n’a été envoyé. Envoyez moins de texte ou des fichiers plus petits.
failure-too-often = Trop de tentatives
failure-too-often-advice = Attendez un instant, puis réessayez.
failure-internal = Une panne s’est produite de notre côté
failure-internal-advice = Elle est inscrite au journal. Réessayez dans un instant et, si elle se répète, donnez la référence à l’exploitant.

## Temps

time-just-now = à l’instant
time-any-moment = d’un instant à l’autre
time-ago = il y a { $span }
time-in = dans { $span }
time-on = le { $day }
time-today = Aujourd’hui
time-yesterday = Hier
time-day = { $day ->
    [1] 1er
   *[other] { $day }
} { $month ->
    [1] janvier
    [2] février
    [3] mars
    [4] avril
    [5] mai
    [6] juin
    [7] juillet
    [8] août
    [9] septembre
    [10] octobre
    [11] novembre
   *[12] décembre
} { $year }
time-exact = { $day } à { $time } { $zone }
span-moment = un instant
span-minutes = { $count } min
span-hours = { $count } h
span-days = { $count ->
    [one] { $count } jour
   *[other] { $count } jours
}

## Tableau de bord

dashboard-periods = Période
dashboard-days = { $count } jours
dashboard-period = { $count } derniers jours
dashboard-csv = CSV
dashboard-unused = Le support est prêt
dashboard-unused-advice = Les chiffres portent sur les tickets que vous pouvez voir et commencent avec le premier d’entre eux. Un ticket s’ouvre dès qu’un membre écrit au bot.
dashboard-unused-api-key = Laisser un programme ouvrir des tickets
number-apart = 0 0
number-percent = { $whole },{ $tenth } %
length-seconds = { $count } s
length-hours = { $hours } h { $minutes } min
length-days = { $days } j { $hours } h
now-heading = En ce moment
now-note = Quelle que soit la période
now-open = Tickets ouverts
now-open-means = Tous les tickets ouverts à cet instant. C’est à nous de répondre quand le membre a parlé en dernier ou que notre réponse ne lui est pas parvenue, et à lui quand nous avons parlé en dernier. Ce chiffre ne suit pas la période.
now-waiting-us = { $count } nous { $count ->
    [one] attend
   *[other] attendent
}
now-waiting-member = { $count } en attente du membre
now-closed-today = Fermés aujourd’hui
now-closed-today-means = Tickets fermés depuis minuit dans le fuseau horaire du support, et toujours fermés. Ce chiffre ne suit pas la période.
now-closed-week = Fermés cette semaine
now-closed-week-means = Tickets fermés au cours des 7 derniers jours, aujourd’hui compris, et toujours fermés. Ce chiffre ne suit pas la période.
now-total-closed = Total des tickets fermés
now-total-closed-means = Tous les tickets fermés à cet instant, quelle que soit la date de leur fermeture. Ce chiffre ne suit pas la période.
times-response = Temps de réponse moyen
times-response-means = De l’ouverture d’un ticket à la première réponse d’une personne, pour les tickets qu’un membre a ouverts en écrivant. Il appartient au jour de cette réponse. Les tickets ouverts par l’équipe ou par un programme n’ont pas de temps de réponse : personne n’y attend. Ce chiffre suit la période. La médiane est celle du milieu : la moitié n’a pas pris plus longtemps. « 9 sur 10 en moins de » est ce que neuf sur dix n’ont pas dépassé. Les deux sont justes à 2 % près, la moyenne exactement.
times-resolution = Temps de résolution moyen
times-resolution-means = De l’ouverture d’un ticket à sa fermeture. Il appartient au jour de la fermeture. Un ticket rouvert compte quand il est fermé de nouveau, depuis sa première ouverture. Ce chiffre suit la période. La médiane est celle du milieu : la moitié n’a pas pris plus longtemps. « 9 sur 10 en moins de » est ce que neuf sur dix n’ont pas dépassé. Les deux sont justes à 2 % près, la moyenne exactement.
times-median = Médiane
times-p90 = 9 sur 10 en moins de
times-count = { $count ->
    [one] sur { $count } ticket
   *[other] sur { $count } tickets
}
times-none = Rien à mesurer sur cette période
activity-heading = Activité
activity-means = Chaque jour va de minuit à minuit dans le fuseau { $zone }. Un ticket est créé le jour de son ouverture, par qui que ce soit, et fermé le jour de sa fermeture ; un ticket rouvert n’est plus fermé. Les jours suivent la période.
activity-choose = Choisissez un jour pour lire ses chiffres
activity-created = { $count ->
    [one] { $number } créé
   *[other] { $number } créés
}
activity-closed = { $count ->
    [one] { $number } fermé
   *[other] { $number } fermés
}
activity-table = Sous forme de tableau
activity-day = Jour
activity-created-column = Créés
activity-closed-column = Fermés
date-weekday = { $weekday ->
    [1] lundi
    [2] mardi
    [3] mercredi
    [4] jeudi
    [5] vendredi
    [6] samedi
   *[7] dimanche
} { $day } { $month ->
    [1] janvier
    [2] février
    [3] mars
    [4] avril
    [5] mai
    [6] juin
    [7] juillet
    [8] août
    [9] septembre
    [10] octobre
    [11] novembre
   *[12] décembre
}
date-short-weekday = { $weekday ->
    [1] lun.
    [2] mar.
    [3] mer.
    [4] jeu.
    [5] ven.
    [6] sam.
   *[7] dim.
} { $day }
date-short = { $day } { $month ->
    [1] janv.
    [2] févr.
    [3] mars
    [4] avr.
    [5] mai
    [6] juin
    [7] juil.
    [8] août
    [9] sept.
    [10] oct.
    [11] nov.
   *[12] déc.
}
shares-heading = Catégories
shares-means = Les tickets fermés dans la période, selon leur catégorie actuelle, et leur part de tous les tickets fermés. Ce chiffre suit la période.
shares-none = Aucun ticket n’a été fermé sur cette période. Choisissez-en une plus longue ci-dessus.
shares-category = Catégorie
shares-tickets = Tickets
shares-percent = Part du total
shares-uncategorised = Sans catégorie
awards-heading = Meilleurs résultats
award-fastest = Le plus rapide à répondre
award-fastest-means = Le temps de réponse moyen le plus bas, parmi les personnes qui ont répondu les premières à 5 tickets au moins. Ce chiffre suit la période.
award-fastest-figure = { $span } en moyenne
award-messages = Le plus de messages
award-messages-means = Le plus de réponses écrites aux membres ; les notes internes et les messages automatiques ne comptent pas. Ce chiffre suit la période. Les réponses comptent comme écrites, y compris les anonymes et celles supprimées depuis.
award-messages-figure = { $count ->
    [one] { $number } message
   *[other] { $number } messages
}
award-closed = Le plus de tickets fermés
award-closed-means = Le plus de tickets fermés, ou dont la fermeture a été programmée. Ce qui se ferme tout seul n’est l’exploit de personne. Ce chiffre suit la période.
award-closed-figure = { $count ->
    [one] { $number } ticket
   *[other] { $number } tickets
}
award-nobody = Personne pour l’instant
leaderboard-heading = Classement de l’équipe
leaderboard-means = Toutes les personnes qui ont répondu à un membre ou fermé un ticket : le plus de réponses d’abord, puis le plus de tickets fermés. Les personnes sont distinguées par leur compte, quel que soit leur nom. Les bots et les fermetures automatiques ne participent pas. Ce classement suit la période. Les réponses comptent comme écrites, y compris les anonymes et celles supprimées depuis. La réponse moyenne porte sur les tickets auxquels la personne a répondu la première ; un tiret s’il n’y en a pas.
leaderboard-none = Personne n’a répondu ni fermé de ticket sur cette période. Choisissez-en une plus longue ci-dessus.
leaderboard-rank = Rang
leaderboard-name = Nom
leaderboard-messages = Messages
leaderboard-closed = Tickets fermés
leaderboard-response = Réponse moyenne
leaderboard-all = Tout afficher ({ $count })
leaderboard-top = Afficher les 5 premiers

## Liste des tickets

tickets-title = Tickets
tickets-views = Vues
tickets-news-one = Un nouveau ticket : l’afficher
tickets-news = % nouveaux tickets : les afficher
tickets-filter = Membre ou ticket
tickets-filter-help = Un nom, un identifiant ou un numéro
tickets-filter-apply = Filtrer
tickets-filter-clear = Tout afficher
tickets-none-match = Aucun ticket ne correspond
tickets-none-match-advice = Retirez une partie du filtre, ou cherchez aussi parmi les tickets fermés.
tickets-none-own = Vous n’avez aucun ticket ouvert
tickets-none-own-advice = Prenez-en un : il reste ici jusqu’à sa fermeture.
tickets-none-open = Personne n’attend
tickets-none-open-advice = Un ticket apparaît ici dès qu’un membre écrit au bot, ou que l’équipe ou une intégration en ouvre un.
tickets-none-closed = Aucun ticket n’a encore été fermé
tickets-none-closed-advice = Les tickets fermés restent ici avec tout ce qui s’y est dit.
paging = Pages
paging-older = Plus anciens
paging-newer = Plus récents
paging-back = Retour
paging-on = Suite
row-opened = Ouvert
row-nothing-said = Rien n’a encore été dit
row-only-files = Pas de texte, seulement des pièces jointes
row-speaker = { $name } :
row-closes = Fermeture
row-closed-by = Fermé par { $name }
waiting-on-us = Attend notre réponse depuis
waiting-on-member = En attente du membre depuis
reply-undelivered = Réponse non remise

## Ticket

header-open = Ouvert
header-closed = Fermé
header-member-id = Identifiant du membre
header-opened = Ouvert
header-by-member = par un message privé
header-by-staff = par { $name }
header-by-integration = via l’API par { $name }
header-closes = Fermeture
header-planned-by = comme prévu par { $name }
header-keep-open = Laisser ouvert
header-closed-by = Fermé par { $name }
header-silently = Membre non prévenu
header-reason = Motif :
conversation = Conversation
conversation-empty = Rien n’a encore été dit. Ce que le membre écrit, et ce qu’on lui répond, apparaît ici.
conversation-earlier = Messages précédents
conversation-later = Messages suivants
conversation-latest = Revenir aux derniers messages
message-from-member = Membre
message-reply = Réponse n° { $number }
message-anonymous-reply = Réponse anonyme n° { $number }
message-note = Note interne
message-automatic = Message automatique
message-deleted = Supprimé
message-edited = Modifié : versions précédentes
message-more-versions = { $count ->
    [one] { $count } version plus ancienne dans la transcription
   *[other] { $count } versions plus anciennes dans la transcription
}
message-until = Remplacé
message-answers = En réponse à { $name }
message-answers-unknown = En réponse à un message précédent
message-forwarded = Message transféré
delivery-queued = En route
delivery-delivered = Remis
delivery-failed = Non remis : { $reason }
delivery-outdated = Le membre a encore l’ancien texte : { $reason }
delivery-still-there = Le membre peut encore le lire : { $reason }
delivery-not-in-channel = Absent du salon du ticket : { $reason }
attachment-not-yet = copie en cours
attachment-failed = copie impossible : { $reason }
sticker = Autocollant « { $name } »
size-bytes = { $count ->
    [one] { $count } octet
   *[other] { $count } octets
}
size-kilobytes = { $count } ko
size-megabytes = { $whole },{ $tenth } Mo
edit = Modifier
edit-content = Nouveau texte
edit-save = Enregistrer
delete = Supprimer
delete-warning = Le message disparaît de la conversation du membre. Il reste ici, marqué comme supprimé.
delete-confirm = Supprimer le message

## Texte comme Discord le montre

text-hidden = Caché tant que l’on ne pointe pas dessus
text-leads-to = mène à
text-unknown-user = quelqu’un
text-unknown-role = un rôle
text-unknown-channel = un salon

## Rédaction

composer = Répondre
composer-kind = Qui le lit
composer-reply = Réponse
composer-anonymous-reply = Réponse anonyme
composer-note = Note
composer-content = Message
composer-placeholder = Écrire un message…
composer-help = Contrôle et Entrée envoient le message.
composer-files = Joindre des fichiers
composer-send = Envoyer

## Page d’un ticket : répondre à plusieurs

composer-send-anyway = Envoyer quand même
composer-meanwhile = { $name } a répondu pendant que vous écriviez. Rien n’a été envoyé.
composer-meanwhile-advice = Lisez d’abord cette réponse. Ce que vous avez écrit est toujours là : modifiez-le ou envoyez-le quand même.
composer-meanwhile-show = La voir dans la conversation
composer-answered = Quelqu’un d’autre vient de répondre. Lisez sa réponse avant d’envoyer.
composer-kept = Brouillon gardé
composer-kept-again = Gardé de nouveau, car il n’était plus là.
composer-elsewhere = Pas gardé ici, pour ne pas remplacer ce que vous avez écrit ailleurs dans ce ticket
composer-elsewhere-over = Garder ce texte à la place
composer-progress = Les fichiers sont en cours d’envoi
composer-lost = Le brouillon n’a pas pu être conservé. Un nouvel essai a lieu pendant que vous écrivez.
composer-discard = Abandonner
composer-snippets = Réponses types
composer-snippet = Réponse type
composer-snippet-more = Plus de réponses types
composer-snippet-first = Depuis le début
composer-unsent = Pas envoyé, car le ticket a été fermé. Ce texte est gardé pour le moment où le ticket sera rouvert.
composer-snippet-insert = Insérer
presence-typing = { $name } écrit
presence-answering = { $name } rédige une réponse
presence-noting = { $name } rédige une note
presence-looking = { $name } consulte ce ticket
delivery-retry = Réessayer
card-other-tickets = { $count ->
    [0] premier ticket
    [one] { $count } autre ticket
   *[other] { $count } autres tickets
}
card-member = Membre
card-all-tickets = { $count ->
    [one] Son seul ticket
   *[other] Ses { $count } tickets
}
card-username = Nom sur Discord
card-id = Identifiant Discord
card-account = Compte créé
card-tickets = Autres tickets
card-opened = ouvert
card-closed = fermé
export = Transcription
export-help = Toute la conversation. Celle pour le membre contient ce qu’il a vu : ni notes, ni noms derrière les réponses anonymes.
export-text = Texte
export-for-member = { $format } pour le membre
closure-channel-removed = Le salon a été supprimé sur Discord.
transcript-until = Jusqu’au
transcript-for-staff = Réservée à l’équipe : avec les notes internes, les textes antérieurs et les noms derrière les réponses anonymes.
transcript-for-member = Telle que le membre l’a vue.
transcript-category = Catégorie : { $name }
transcript-made = Établie le { $time }.
refusal-answered-meanwhile = Quelqu’un d’autre a répondu pendant que vous écriviez. Rien n’a été envoyé.
refusal-sent-before = Ce que vous aviez envoyé est arrivé. Ce qui se trouve dans la zone de texte n’a pas été envoyé : envoyez-le s’il doit suivre.

## Fermeture

closing-open = Fermer le ticket…
closing-when = Quand
closing-when-help = Vide pour maintenant, ou une durée comme 2h ou 1d12h. Un nouveau message du membre l’annule.
closing-reason = Motif
closing-reason-help = Facultatif. Pour mémoire ; le membre ne le lit pas.
closing-silent = Fermer en silence, sans prévenir le membre
closing-confirm = Fermer le ticket

## Clés d’API

api-keys-title = Clés d’API
api-keys-lead = Les clés d’API permettent à d’autres programmes d’ouvrir et de suivre des tickets : un formulaire de votre site, un autre outil de support, un script. Une clé n’ouvre rien de ce panneau.
api-keys-list = Clés
api-keys-none = Il n’y a pas encore de clé. Créez-en une pour qu’un programme puisse ouvrir des tickets.
new-key-nothing-to-give = Une clé ne peut recevoir que ce que vous pouvez faire vous-même, et vous ne pouvez ni voir ni gérer les tickets. Demandez l’une de ces permissions à un administrateur pour créer des clés ; vous pouvez révoquer et supprimer celles qui existent.
new-key = Créer une nouvelle clé
new-key-name = Nom
new-key-name-help = Ce qui l’utilisera, par exemple « Formulaire de contact du site ».
new-key-expires-on = Dernier jour
new-key-expires-on-help = Facultatif. Après ce jour, la clé est refusée.
new-key-categories = Catégories restreintes
new-key-categories-help = Les tickets de ces catégories ne sont vus que par leurs rôles d’équipe. La clé voit ceux que vous cochez.
new-key-create = Créer la clé
created-key = « { $name } » est prête
created-key-before = Cette clé a déjà été créée, et affichée à ce moment-là. Elle n’est plus affichée : si personne ne l’a gardée, supprimez-la et créez-en une autre.
created-key-warning = Copiez la clé maintenant et gardez-la en lieu sûr : elle ne sera plus affichée.
copy = Copier
copied = Copié
key-categories = Catégories restreintes
key-hidden-category = une que vous ne voyez pas
key-usage = Utiliser une clé
key-usage-header = Chaque appel porte la clé dans un en-tête :
key-call-open = Ouvrir un ticket
key-call-open-graphql = Ouvrir un ticket avec GraphQL
key-call-read = Lire les derniers tickets avec GraphQL
key-call-note = Écrire une note dans un ticket avec GraphQL
key-active = Active
key-expired = Expirée
key-revoked = Révoquée
key-permissions = Droits
key-created = Créée
key-by = par { $name }
key-last-used = Dernière utilisation
key-never-used = Jamais
key-used-from = depuis { $address }
key-expires = Fin
key-never-expires = Jamais
key-revoke = Révoquer…
key-revoke-warning = Les programmes qui utilisent cette clé sont refusés aussitôt. La clé reste dans la liste.
key-revoke-confirm = Révoquer la clé
key-delete = Supprimer…
key-delete-warning = La clé cesse de fonctionner et disparaît de la liste. C’est irréversible.
key-delete-confirm = Supprimer la clé
scope-create-ticket = Ouvrir des tickets
scope-create-ticket-help = Pour un formulaire de contact ou un autre système qui nous adresse des membres.
scope-read-tickets = Lire les tickets
scope-read-tickets-help = Liste les tickets et lit leurs conversations, notes internes comprises.
scope-update-ticket = Répondre et fermer
scope-update-ticket-help = Écrit aux membres et ferme des tickets au nom de cette clé.

## GraphiQL

graphiql-back = Revenir au panneau
graphiql-needs-script = GraphiQL a besoin de JavaScript. L’API, non : envoyez vos requêtes à /graphql.

## Refusals

refusal-ticket-not-found = Ce ticket n’existe pas.
refusal-not-a-ticket-channel = Ce salon n’est pas celui d’un ticket ouvert.
refusal-message-not-found = Ce message n’existe pas dans ce ticket.
refusal-reply-not-found = Ce ticket n’a pas de réponse n° { $number }.
refusal-attachment-not-found = Ce fichier n’existe pas.
refusal-api-key-not-found = Cette clé d’API n’existe pas : quelqu’un l’a peut-être déjà supprimée.
refusal-forbidden = Il faut pour cela la permission « { $permission } », que vous n’avez pas.
refusal-not-your-reply = Seule la personne qui a écrit cette réponse peut la changer.
refusal-reply-deleted = Cette réponse a été supprimée.
refusal-already-closed = Ce ticket est fermé.
refusal-already-open = Ce membre a déjà un ticket ouvert : n° { $ticket }.
refusal-already-open-elsewhere = Ce membre a déjà un ticket ouvert, dans une catégorie que vous ne voyez pas.
refusal-nothing-scheduled = Aucune fermeture n’est prévue pour ce ticket.
refusal-not-failed = Ce message n’a pas échoué à cet endroit : il n’y a rien à renvoyer.
refusal-is-a-bot = Un bot ne peut pas avoir de ticket.
refusal-not-a-member = Cet utilisateur n’est pas membre du serveur de la communauté.
refusal-unknown-user = Discord ne connaît pas cet utilisateur.
refusal-empty = Il n’y a rien à envoyer : écrivez un texte ou joignez un fichier.
refusal-too-long = Ce texte est trop long : il a { $length } caractères, et { $limit } sont permis.
refusal-no-credential = Connectez-vous, ou envoyez une clé d’API dans l’en-tête X-API-Key.
refusal-unknown-key = Cette clé d’API est inconnue. Vérifiez qu’elle a été copiée en entier.
refusal-expired-key = Cette clé d’API a expiré.
refusal-revoked-key = Cette clé d’API a été révoquée.
refusal-too-often = Trop de tentatives : réessayez dans { $seconds } s.
refusal-signed-out = Vous êtes déconnecté. Ouvrez le panneau dans un autre onglet, connectez-vous, puis réessayez ici.
refusal-too-many-files = On peut envoyer au plus { $limit } fichiers à la fois.
refusal-no-day = Ce n’est pas un jour. Écrivez par exemple 2027-01-31, ou laissez le champ vide.
refusal-files-too-large = Ces fichiers sont trop lourds : ensemble, ils ne peuvent dépasser { $limit } Mo.
may-view-panel = Voir le panneau
may-view-tickets = Voir les tickets
may-manage-tickets = Gérer les tickets
may-manage-api-keys = Gérer les clés d’API
may-do-everything = Tout faire (super-administrateurs)
may-create-ticket = Créer des tickets

## Signing in that failed

sign-in-denied = Discord indique que vous avez refusé. Rien n’a changé ; réessayez quand vous voulez.
sign-in-expired = Cette connexion n’a pas été commencée dans ce navigateur, ou elle a pris trop de temps. Recommencez.
sign-in-no-cookie = Cette connexion n’a pas été commencée dans ce navigateur, ou le navigateur ne garde pas de cookies. Autorisez les cookies pour ce site, puis recommencez.
sign-in-misconfigured = La connexion est mal configurée : Discord n’accepte pas l’application de ce service. Prévenez un administrateur ; « rustmail doctor » indique ce qui ne va pas.
sign-in-rejected = Discord n’a pas accepté la connexion. Recommencez.
sign-in-discord-busy = Discord n’accepte plus de connexions pour le moment. Réessayez dans une minute.
sign-in-discord-down = Discord ne répond pas pour le moment. Réessayez dans une minute.

## Tickets that integrations open

opened-by-support = Notre équipe de support a ouvert cette conversation avec vous. Quelqu’un vous écrira ici ; vous pouvez répondre dès maintenant.

## Administration

administration-title = Administration
administration-page = { $page } · Administration
administration-grants = Permissions
administration-people = Personnes
administration-sessions = Sessions
administration-log = Journal d’audit
administration-deliveries = Échecs
administration-health = Santé
administration-doctor = Diagnostic
grants-lead = Ce que les personnes et les rôles du serveur de l’équipe peuvent faire ici. Toute personne qui a un rôle reçoit les permissions de ce rôle. Les super-administrateurs sont nommés dans la configuration.
grants-find = Personne ou rôle
grants-find-apply = Chercher
grants-to = À qui
grants-nobody-yet = Saisissez un nom ci-dessus : il permet de trouver les personnes et les rôles du serveur de l’équipe.
grants-nobody-found = Personne ne s’appelle « { $name } » dans le serveur de l’équipe.
grants-discord-silent = Discord ne répond pas : seules les personnes déjà connues sont proposées.
grants-person = Personne
grants-role = Rôle
grants-permissions = Ce qu’ils peuvent faire
grants-give = Donner les permissions
grants-list = Permissions données
grants-none = Rien n’a encore été donné à personne. Les super-administrateurs peuvent tout de même tout faire.
grants-not-present = Absent du serveur de l’équipe : sans effet
grants-role-gone = Ce rôle n’existe plus
grants-by = par { $name }
grants-take-back = Retirer
grants-take-back-what = Retirer « { $permission } » à { $name }
grants-choose-somebody = Choisissez une personne ou un rôle.
people-lead = Toutes les personnes qui font ou ont fait partie de l’équipe, ou à qui quelque chose a été donné. Ouvrez une personne pour voir ce qu’elle peut faire, et pourquoi.
people-find = Nom ou identifiant
people-find-apply = Chercher
people-none = Aucun résultat
people-none-advice = Les personnes apparaissent ici lorsqu’elles se connectent au panneau ou reçoivent une permission.
person-without-effect = Cette personne n’est pas dans le serveur de l’équipe. Ce qu’elle a ci-dessous reste sans effet jusqu’à son retour.
person-roles = Rôles : { $roles }
person-permissions = Ce qu’elle peut faire, et pourquoi
person-permission = Permission
person-held = Obtenue
person-why = Pourquoi
person-yes = Oui
person-no = Non
person-categories = Catégories que tout le monde ne voit pas
person-no-categories = Toute l’équipe voit toutes les catégories.
person-sees = Voit ses tickets
person-does-not-see = Ne voit pas ses tickets
person-sees-everything = en tant que super-administrateur
person-sees-by = par { $roles }
person-sessions = Où elle est connectée
person-unknown-role = Rôle { $id }
reason-super-admin = La configuration la nomme super-administrateur.
reason-super-admin-role = La configuration nomme le rôle { $role } parmi les super-administrateurs.
reason-staff = La configuration la nomme dans l’équipe.
reason-staff-role = La configuration nomme le rôle { $role } dans l’équipe.
reason-granted = { $name } la lui a donnée.
reason-granted-to-role = { $name } l’a donnée au rôle { $role }.
reason-implied = Elle vient avec « { $permission } ».
sessions-own-title = Où vous êtes connecté
sessions-own-lead = Tous les navigateurs où votre compte est connecté. Fermez ceux que vous ne connaissez pas : ils sont déconnectés en quelques secondes.
sessions-lead = Tous les navigateurs connectés au panneau. Celui dont la session est fermée n’affiche plus rien en quelques secondes.
sessions-none = Personne n’est connecté.
sessions-this = Ce navigateur
sessions-since = Connexion
sessions-last-seen = Dernière utilisation
sessions-address = Depuis
sessions-address-unknown = Inconnue
sessions-end = Fermer la session
sessions-end-what = Fermer la session : { $browser }
sessions-end-whose = Fermer la session de { $name } : { $browser }
sessions-end-others = Fermer toutes les autres sessions
sessions-end-all = Fermer toutes les sessions
sessions-link = Vos sessions
browser-on-system = { $browser } sous { $system }
browser-unknown = Navigateur inconnu
log-lead = Ce qui s’est passé ici, qui l’a fait, et qui a lu quel ticket. Rien ne peut y être modifié ni effacé.
log-kind = Quoi
log-kind-deeds = Ce qui a été fait
log-kind-all = Tout, messages et envois compris
log-person = Par qui
log-ticket = Ticket
log-from = Premier jour
log-to = Dernier jour
log-apply = Afficher
log-clear = Tout afficher
log-export = Exporter en CSV
log-days-reversed = Ce jour précède le premier. Choisissez-en un plus tard.
log-none = Rien de tel ne s’est passé
log-none-advice = Choisissez d’autres jours, une autre personne, ou « tout ».
log-details = Détails
log-yes = Oui
log-no = Non
log-hidden-category = une catégorie que vous ne voyez pas
log-removed-category = catégorie { $id }
log-fact = { $name } : { $value }
fact-name = Nom
fact-id = Identifiant
fact-user = Personne
fact-member = Membre
fact-people = Personnes
fact-api-keys = Clés d’API
fact-block = Blocage
fact-reason = Motif
fact-why = Cause de l’échec
fact-from = De
fact-to = À
fact-until = Jusqu’au
fact-expires-at = Expiration
fact-tag = Étiquette
fact-ticket = Ticket
fact-kind = Quoi
fact-job = Tâche
fact-subject = Accordé à
fact-permission = Permission
fact-scopes = Peut
fact-categories = Catégories restreintes
fact-count = Nombre
fact-key = Clé
fact-version = Version
fact-changes = Modifications
fact-old = avant
fact-new = maintenant
fact-rolled-back-to = Retour à la version
fact-before = Avant
fact-after = Maintenant
fact-description = Description
fact-emoji = Émoji
fact-discord-category = Catégorie Discord
fact-staff-roles = Rôles de l’équipe
fact-username = Nom
fact-avatar = Nouvel avatar
fact-banner = Nouvelle bannière
fact-notice = Annonce aux membres
log-no-such-person = Personne dans l’équipe ne s’appelle ainsi, ni aucune clé d’API.
log-no-ticket = Écrivez le numéro d’un ticket, par exemple 1042.
log-no-day = Écrivez un jour, par exemple 2027-01-31.
log-csv-time = Moment
log-csv-kind = Type
log-csv-actor-kind = Type d’auteur
log-csv-actor = Auteur
log-csv-actor-id = Identifiant de l’auteur
log-csv-ticket = Ticket
log-csv-sentence = Ce qui s’est passé
log-csv-details = Détails
deliveries-lead = Ce que Discord n’a pas accepté, et ce qui n’a pas pu y être fait. Corrigez la cause, puis réessayez ; les messages suivants n’ont pas été retenus.
deliveries-none = Rien n’a échoué
deliveries-none-advice = Ce qui n’atteint pas Discord apparaît ici avec son motif.
deliveries-retry = Réessayer
deliveries-retry-all = Tout réessayer
deliveries-give-up = Abandonner
job-open-channel = Ouvrir le salon du ticket
job-keep-attachments = Copier les fichiers d’un message
job-deliver-to-dm = Envoyer un message au membre
job-copy-to-channel = Montrer un message dans le salon du ticket
job-revise-copies = Montrer le nouveau texte d’un message
job-withdraw-copies = Retirer un message
job-remove-command = Retirer une commande du salon du ticket
job-announce = Dire quelque chose dans le salon du ticket
job-turn-away = Dire à quelqu’un pourquoi son message n’a pas ouvert de ticket
job-remove-channel = Supprimer le salon du ticket
job-other = Une action sur Discord ({ $job })
health-lead = L’état des parties du serveur en ce moment.
health-well = Bien
health-ill = À surveiller
health-bot = Bot
health-bot-led = Exécuté par
health-bot-here = ce processus
health-bot-elsewhere = un autre processus
health-bot-nobody = personne
health-bot-advice = Aucun processus n’exécute le bot. Consultez le journal du serveur.
health-bot-stopped = L’équipe a arrêté le bot : rien n’est envoyé ni reçu. Démarrez-le sur la page « Bot ».
health-bot-trouble = Le bot ne parvient pas à se connecter à Discord : { $why }. Si Discord n’accepte pas le jeton, remplacez-le sur la page « Configuration ».
health-bot-disconnected = Le bot n’est plus connecté à Discord depuis un moment. Vérifiez que cette machine atteint Discord, et regardez le journal du serveur.
health-database = Base de données
health-database-version = Postgres
health-database-size = Taille
health-database-since = En marche
health-database-connections = Connexions
health-database-pool = Prêtées par ce processus
health-database-migration = Dernière migration
health-of = { $count } sur { $most }
health-database-unwritten = Rien ne peut être écrit dans la base de données : « { $reason } ». Ce qui arrive de Discord attend que ce soit réparé.
health-database-full = Presque toutes les connexions de Postgres sont utilisées. Augmentez son max_connections.
health-jobs = Tâches
health-jobs-waiting = En attente
health-jobs-oldest = La plus ancienne à faire
health-jobs-none-due = aucune
health-jobs-failed = Échouées
health-jobs-late = Des tâches attendent plus que prévu. Le bot fonctionne-t-il, et Discord répond-il ?
health-jobs-failed-advice = Certaines choses n’ont pas atteint Discord. La page « Échecs » dit lesquelles, et pourquoi.
health-storage = Fichiers
health-storage-place = Conservés dans
health-storage-bucket = le compartiment { $bucket }
health-storage-count = Fichiers des messages, environ
health-storage-free = Espace libre
health-storage-full = Le disque est presque plein : les fichiers joints ne pourront bientôt plus être conservés.
health-bytes = { $count } o
health-kilobytes = { $count } ko
health-megabytes = { $count } Mo
health-gigabytes = { $count } Go
health-terabytes = { $count } To
health-doctor = Ce qu’il faut réparer, et comment
doctor-lead = Vérifie que Discord, la base de données, les fichiers et ce serveur sont tels que le support en a besoin, et dit comment réparer le reste. Rien n’est modifié.
doctor-look = Vérifier maintenant
doctor-again = Vérifier de nouveau
doctor-looking = Vérification de Discord, de la base de données et de ce serveur. Cela prend quelques secondes …
doctor-stage-asking = Interrogation de Discord, de la base de données et de cette machine …
doctor-stage-servers = Examen des serveurs sur Discord …
doctor-state-good = Bon
doctor-state-warning = À surveiller
doctor-state-bad = À réparer
doctor-state-unknown = Non vérifié
doctor-summary-good = Tout est comme il faut.
doctor-summary-bad = { $count ->
    [one] Une chose est à réparer.
   *[other] { $count } choses sont à réparer.
}
doctor-summary-warning = { $count ->
    [one] Une chose est à surveiller.
   *[other] { $count } choses sont à surveiller.
}
doctor-summary-unknown = { $count ->
    [one] Une chose n’a pas pu être vérifiée.
   *[other] { $count } choses n’ont pas pu être vérifiées.
}
doctor-configuration = Configuration
doctor-discord = Discord
doctor-sign-in = Connexion
doctor-servers = Serveurs et permissions
doctor-channels = Salons et catégories
doctor-people = Personnes et rôles
doctor-clock = Horloge
doctor-database = Base de données
doctor-files = Fichiers
doctor-panel = Panneau
doctor-bot = Bot
doctor-not-looked = Cela n’a pas pu être vérifié : { $reason }.
doctor-needs-token = Cela pourra être vérifié dès que Discord répondra et laissera entrer le bot.
doctor-needs-server = Cela pourra être vérifié dès que le bot sera sur le serveur de l’équipe.
doctor-configuration-good = La configuration est valide.
doctor-configuration-warning = { $warning }
warning-variable = variable d’environnement { $name } : { $sentence }
warning-dead = { $key } n’a aucun effet : { $why }.
warning-dead-failures = les échecs sont toujours affichés
warning-dead-reminders = il n’y a pas de rappels
warning-dead-errors = les erreurs sont toujours journalisées, et montrées à qui les a causées
warning-dead-address = définissez server.public_url pour indiquer une autre adresse du panneau
warning-dead-audit-log = Discord montre lui-même son journal d’audit, dans les paramètres du serveur
warning-dead-features = les demandes de fonctionnalités ne sont pas recueillies
warning-dead-channels = ouvrez un ticket par une commande, dans le panneau ou par l’API, et il reçoit un salon
warning-dead-unread = Rustmail ne l’a jamais lu
warning-dead-fallback = chaque langue a des mots pour tout
warning-former = { $key } est l’ancien nom de { $name }. Écrivez plutôt { $name }.
warning-unknown = n’est le nom d’aucun réglage et a été ignorée.
warning-unknown-near = n’est le nom d’aucun réglage et a été ignorée. Vouliez-vous dire { $near } ?
warning-sqlite = { $key } désigne un fichier SQLite, qui n’est pas lu. Le Postgres privé sous database.data_dir est utilisé.
warning-unspoken = { $key } cite des langues sans mots, que personne ne se voit proposer : { $languages }.
doctor-reach-good = Discord répond à { $url }.
doctor-reach-bad = Discord est injoignable à { $url } : { $reason }. Vérifiez le réseau, le pare-feu et le DNS de cette machine ; discord.api_url ne sert qu’aux essais et ne devrait pas être défini autrement.
doctor-token-good = Discord connaît le jeton du bot. C’est celui de { $application }.
doctor-token-bad = Discord ne connaît pas le jeton du bot. Réinitialisez-le sur la page Bot du portail des développeurs et remplacez-le sur la page Configuration, ou écrivez le nouveau dans bot.token et redémarrez.
doctor-client-good = bot.client_id est l’application du jeton.
doctor-client-bad = bot.client_id vaut { $configured }, mais le jeton appartient à l’application { $application }. Prenez les deux à la même application : mettez bot.client_id = { $application } et utilisez son secret client.
doctor-intent-members = Server Members Intent
doctor-intent-content = Message Content Intent
doctor-intent-good = { $intent } est activé.
doctor-intent-bad = { $intent } est désactivé, et le bot ne peut pas travailler. Activez-le dans le portail des développeurs, page Bot, sous Privileged Gateway Intents, puis redémarrez le bot.
doctor-redirect-good = Discord ramène les personnes à { $url } après la connexion.
doctor-redirect-bad = { $url } ne figure pas parmi les redirections de l’application : personne ne peut se connecter. Ajoutez exactement cette adresse sur la page OAuth2 du portail des développeurs, ou corrigez bot.redirect_url.
doctor-redirect-slash = bot.redirect_url vaut { $url }, mais l’application a { $registered }. Une barre oblique finale les distingue : rendez-les identiques sur la page OAuth2 du portail des développeurs.
doctor-redirect-protocol = bot.redirect_url vaut { $url }, mais l’application a { $registered }. Le protocole les distingue : rendez-les identiques sur la page OAuth2 du portail des développeurs, avec https sauf pour un usage limité à cette machine.
doctor-redirect-path = bot.redirect_url vaut { $url }, mais la connexion se termine à { $path }. Faites-la finir par exactement ce chemin, ici et sur la page OAuth2 du portail des développeurs.
doctor-secret-good = Le secret client est le bon.
doctor-secret-bad = L’identifiant et le secret client ne vont pas ensemble : personne ne peut se connecter. Régénérez le secret client sur la page OAuth2 du portail des développeurs, écrivez-le dans bot.client_secret, puis redémarrez.
doctor-cookie-good = Les navigateurs gardent la session de { $url }. Si quelqu’un est tout de même déconnecté aussitôt, son navigateur bloque les cookies : il faut les autoriser pour cette adresse.
doctor-cookie-plain = Le panneau est atteint à { $url }, sans TLS : les sessions peuvent être lues en chemin, et certains navigateurs ne les gardent pas. Placez devant lui un proxy inverse avec TLS, et écrivez l’adresse en https dans server.public_url et bot.redirect_url.
doctor-server-good = Le bot est sur le serveur { $server }.
doctor-server-community = Le bot n’est pas sur le serveur des membres, { $server }. Invitez-le avec { $invitation }, ou corrigez bot.mode.community_guild_id.
doctor-server-staff = Le bot n’est pas sur le serveur de l’équipe, { $server }. Invitez-le avec { $invitation }, ou corrigez bot.mode.staff_guild_id.
doctor-server-both = Le bot n’est pas sur le serveur { $server }. Invitez-le avec { $invitation }, ou corrigez bot.mode.guild_id.
doctor-permissions-good = Le bot peut faire sur { $server } tout ce qu’il doit faire.
doctor-permissions-bad = Sur { $server }, il manque au bot : { $permissions }. Accordez-les à son rôle, dans les paramètres du serveur, sous Rôles.
doctor-permissions-moving = Sur { $server }, il manque au bot « Gérer les rôles ». Sans cela, les tickets ne peuvent pas être déplacés vers une catégorie qui a son propre emplacement sur Discord. Accordez-le à son rôle, dans les paramètres du serveur, sous Rôles.
doctor-category-good = La catégorie Discord { $name } reçoit des tickets. Elle a { $count ->
    [one] { $count } salon
   *[other] { $count } salons
} sur 50.
doctor-category-kind = { $name } est un salon et non une catégorie : aucun salon de ticket ne peut y être placé. Choisissez une catégorie.
doctor-category-full = La catégorie Discord { $name } est pleine : elle a { $count } salons, et Discord en permet 50. Les nouveaux tickets sont placés en dehors. Fermez des tickets, ou répartissez-les sur des catégories qui ont leur propre emplacement.
doctor-category-filling = La catégorie Discord { $name } a { $count } salons, et Discord en permet 50. Fermez des tickets, ou répartissez-les sur des catégories qui ont leur propre emplacement.
doctor-category-closed = Les permissions de la catégorie Discord { $name } retirent au bot : { $permissions }. Autorisez-les pour le rôle du bot, en modifiant la catégorie, sous Permissions.
doctor-category-open = La catégorie Discord { $name } est ouverte à tout le serveur : des membres peuvent lire les tickets des autres. Retirez-y « Voir le salon » à @everyone, en modifiant la catégorie, sous Permissions, et autorisez-le pour les rôles de l’équipe et du bot.
doctor-category-open-staff = La catégorie Discord { $name } est ouverte à tout le serveur de l’équipe. Si tous ne doivent pas lire les tickets, retirez-y « Voir le salon » à @everyone, en modifiant la catégorie, sous Permissions, et autorisez-le pour les rôles de l’équipe et du bot.
doctor-inbox-gone = Le serveur de l’équipe n’a pas de salon { $channel }, où les tickets doivent être placés. Choisissez une autre boîte de réception sur la page Configuration, ou corrigez thread.inbox_category_id.
doctor-category-gone = La catégorie { $category } place ses tickets dans { $channel }, que le serveur de l’équipe n’a pas. Choisissez un autre emplacement sur la page Catégories.
doctor-channel-good = Le bot peut écrire dans #{ $name }.
doctor-channel-closed = Les permissions de #{ $name } retirent au bot : { $permissions }. Autorisez-les pour le rôle du bot, en modifiant le salon, sous Permissions.
doctor-log-gone = Il n’y a pas de salon { $channel } où le journal pourrait être écrit. Choisissez-en un autre sur la page Configuration, ou corrigez bot.logs_channel_id.
doctor-administrators-none = Personne ne peut tout faire dans le panneau, et personne ne peut donc donner de permissions. Écrivez votre identifiant dans bot.panel_super_admin_users.
doctor-roles-good = { $count ->
    [one] Le rôle nommé existe.
   *[other] Les { $count } rôles nommés existent tous.
}
doctor-role-unknown = Le serveur de l’équipe n’a pas de rôle { $role }, que nomme { $key }. Corrigez-le ou retirez-le.
doctor-role-of-category = Le serveur de l’équipe n’a pas de rôle { $role }, que nomme la catégorie { $category }. Choisissez de nouveau ses rôles sur la page Catégories.
doctor-people-good = { $count ->
    [one] La personne nommée est sur le serveur de l’équipe.
   *[other] Les { $count } personnes nommées sont toutes sur le serveur de l’équipe.
}
doctor-person-absent = { $user }, que nomme { $key }, n’est pas sur le serveur de l’équipe. Invitez cette personne ou retirez-la.
doctor-clock-good = L’horloge de cette machine s’accorde avec celle de Discord.
doctor-clock-fast = L’horloge de cette machine avance de { $count ->
    [one] { $count } seconde
   *[other] { $count } secondes
} sur celle de Discord : les sessions finissent trop tôt et la connexion peut échouer. Faites-la régler par le réseau, par exemple avec : timedatectl set-ntp true
doctor-clock-slow = L’horloge de cette machine retarde de { $count ->
    [one] { $count } seconde
   *[other] { $count } secondes
} sur celle de Discord : les sessions finissent au mauvais moment et la connexion peut échouer. Faites-la régler par le réseau, par exemple avec : timedatectl set-ntp true
doctor-clock-postgres-good = L’horloge de cette machine s’accorde avec celle de Postgres.
doctor-clock-postgres-off = Les horloges de cette machine et de Postgres diffèrent de { $count ->
    [one] { $count } seconde
   *[other] { $count } secondes
} : les sessions peuvent finir aussitôt. Faites régler les deux horloges par le réseau, par exemple avec : timedatectl set-ntp true
doctor-clock-unknown = Discord ne dit pas l’heure qu’il est.
doctor-database-good = Postgres { $version } répond.
doctor-database-private = Le Postgres privé { $version } répond. Ses données sont dans { $folder }.
doctor-database-unmade = Le premier démarrage créera un Postgres privé dans { $folder }.
doctor-database-closed = Le Postgres privé appartient à un serveur qui tourne sous un autre utilisateur. Vérifiez sous cet utilisateur, ou sur la page du panneau.
doctor-database-bad = La base de données ne peut pas être utilisée. { $reason }
doctor-database-slow = La base de données est inutilisable : { $reason }. Regardez si elle est surchargée, et si cette machine l’atteint bien.
doctor-writing-good = La base de données accepte les écritures.
doctor-writing-bad = La base de données refuse les écritures : { $reason }. Les sessions finissent aussitôt, et aucun ticket n’est gardé. Vérifiez si c’est un serveur de secours, si default_transaction_read_only est activé, ce que son utilisateur a le droit de faire, et si son disque est plein.
doctor-schema-forbidden = Le prochain démarrage ne pourra pas mettre le schéma à jour. { $reason }
doctor-schema-good = Le schéma est celui de cette version ({ $version }).
doctor-schema-older = { $count ->
    [one] Une migration attend. Le prochain démarrage l’exécutera.
   *[other] { $count } migrations attendent. Le prochain démarrage les exécutera.
}
doctor-schema-newer = Le schéma a été créé par une version plus récente de Rustmail ({ $version }). Installez aussi cette version ici.
doctor-files-good = Les fichiers peuvent être gardés dans { $place }.
doctor-files-root = Quelque chose a pu être gardé dans { $place }, mais root peut écrire partout. Le dossier appartient à { $user } : regardez à nouveau avec l’utilisateur du serveur, par exemple avec : sudo -u { $user } rustmail doctor
doctor-files-bad = Aucun fichier ne peut être gardé dans { $place } : { $reason }. Veillez à ce que l’utilisateur de ce serveur puisse y écrire, ou corrigez la section [attachments].
doctor-bucket-bad = Aucun fichier ne peut être gardé dans le compartiment { $place } : { $reason }. Veillez à ce que le compartiment existe et que la clé d’accès puisse y écrire, ou corrigez la section [attachments].
doctor-disk-good = { $folder } a { $free } Go d’espace libre.
doctor-disk-full = { $folder } n’a plus que { $free } Go d’espace libre. Faites de la place avant que plus rien ne puisse être gardé.
doctor-panel-off = Le panneau est désactivé. Pour en avoir un, mettez bot.enable_panel = true, puis redémarrez.
doctor-panel-elsewhere = Ce processus ne sert pas le panneau (server.role).
doctor-port-good = Un serveur répond à { $address }.
doctor-port-silent = Personne n’écoute à { $address } : aucun serveur ne tourne ici. Démarrez-en un avec : rustmail
doctor-port-taken = Le port { $port } appartient à un autre programme : aucun serveur ne peut écouter à { $address }. Arrêtez ce programme, ou choisissez un autre server.port.
doctor-public-good = Le panneau est joignable à { $url }.
doctor-public-other = { $url } ne mène pas à ce serveur : ce qui s’y trouve répond avec le statut { $status }. Faites tout transmettre à { $address } par le proxy inverse, ou corrigez server.public_url.
doctor-public-silent = { $url } n’est pas joignable d’ici : { $reason }. Si l’adresse l’est d’ailleurs, tout va bien ; sinon, vérifiez le DNS, le pare-feu, et si le proxy inverse transmet à { $address }.
doctor-proxy-none = { $url } demande un proxy inverse avec TLS, et aucun n’est nommé dans server.trusted_proxies. Toutes les requêtes semblent venir de son adresse, et les limites prévues pour une personne frappent tout le monde. Écrivez-y son adresse.
doctor-proxy-good = Le proxy inverse à { $address } est de confiance.
doctor-proxy-unknown = Le proxy inverse à { $address } n’est pas dans server.trusted_proxies. Toutes les requêtes semblent venir de lui, et les limites prévues pour une personne frappent tout le monde. Écrivez-y son adresse.
obstacle-unreached = Postgres ne peut pas être joint à { $place } ({ $reason }). Vérifiez qu’il tourne et que database.url donne les bons hôte, port et sslmode.
obstacle-sign-in = Postgres à { $place } refuse l’utilisateur { $user } : « { $reason } ». Vérifiez l’utilisateur et le mot de passe dans database.url.
obstacle-no-database = Postgres à { $place } n’a pas de base { $database }. Créez-la avec : createdb -O { $user } { $database }
obstacle-forbidden = L’utilisateur { $user } ne peut pas utiliser la base { $database } à { $place }. Permettez-le avec : GRANT ALL ON DATABASE { $database } TO { $user }
obstacle-full = Postgres à { $place } n’a plus de connexion libre. Augmentez son max_connections ou diminuez database.max_connections.
obstacle-encoding = La base { $database } à { $place } garde le texte en { $reason }, qui n’a pas toutes les lettres que l’on peut écrire. Créez-en une autre avec : createdb -E UTF8 -T template0 -O { $user } { $database }_utf8, et nommez-la dans database.url.
obstacle-no-tables = L’utilisateur { $user } ne peut pas créer de tables dans la base { $database } à { $place }. Permettez-le avec : GRANT ALL ON SCHEMA public TO { $user }, ou faites-en le propriétaire de la base.
obstacle-refused = Postgres à { $place } refuse la connexion : « { $reason } ».
obstacle-not-installed = Aucun Postgres n’est installé. Installez-en un avec : apt-get install postgresql, ou donnez database.url (RUSTMAIL_DATABASE_URL) pour en utiliser un ailleurs.
obstacle-in-use = Un autre Rustmail tourne avec le dossier de données { $folder }. Arrêtez-le d’abord, ou donnez à celui-ci un autre database.data_dir.
obstacle-zone = Postgres ne connaît pas le fuseau horaire { $zone }. Choisissez-en un autre, ou mettez à jour les fuseaux horaires de sa machine (sous Debian, les paquets tzdata et tzdata-legacy).
doctor-host-other = Vous êtes venu par { $host }, mais l’adresse du panneau est { $url }. Une session ne vaut que pour une adresse : utilisez celle-ci, faites transmettre l’en-tête Host par le proxy inverse, ou corrigez server.public_url.
doctor-bot-good = Le bot tourne et il est connecté, dans le processus { $process }.
doctor-bot-connecting = Le bot est en train de se connecter à Discord. Vérifiez de nouveau dans un instant.
doctor-bot-trouble = Le bot n’est pas connecté à Discord : { $reason }
doctor-bot-stopped = Le bot a été arrêté. Démarrez-le sur la page Bot.
doctor-bot-silent = Un processus fait tourner le bot, et n’a pas dit depuis une demi-minute comment il va. Consultez son journal.
doctor-bot-nobody = Un serveur tourne, et aucun ne fait tourner le bot. Consultez son journal, et veillez à ce que l’un des serveurs ait server.role = "all" ou "bot".
doctor-bot-not-started = Aucun serveur ne fait tourner le bot. Démarrez-en un avec : rustmail
doctor-bot-unknown = On pourra vérifier si le bot tourne dès qu’on pourra regarder la base de données.
event-other = { $actor } : { $kind }
event-ticket-opened = { $actor } a ouvert un ticket.
event-ticket-closed = { $actor } a fermé un ticket.
event-channel-changed = Le salon d’un ticket a été créé ou a disparu.
event-closure-scheduled = { $actor } a programmé la fermeture d’un ticket.
event-closure-cancelled = { $actor } a annulé la fermeture d’un ticket.
event-message-added = { $actor } a écrit dans un ticket.
event-message-edited = { $actor } a modifié un message.
event-message-deleted = { $actor } a supprimé un message.
event-delivery-changed = Un message a été remis, ou refusé par Discord.
event-attachment-changed = Un fichier a été copié, ou n’a pas pu l’être.
event-signed-in = { $actor } s’est connecté.
event-signed-out = { $actor } s’est déconnecté.
event-api-key-created = { $actor } a créé la clé d’API « { $name } ».
event-api-key-revoked = { $actor } a révoqué la clé d’API « { $name } ».
event-api-key-deleted = { $actor } a supprimé la clé d’API « { $name } ».
event-permission-granted = { $actor } a donné « { $permission } » à { $name }.
event-permission-revoked = { $actor } a retiré « { $permission } » à { $name }.
event-sessions-ended = { $actor } a déconnecté { $name } ({ $count ->
    [one] { $count } navigateur
   *[other] { $count } navigateurs
}).
event-ticket-read = { $actor } a lu un ticket.
event-log-exported = { $actor } a exporté le journal d’audit.
event-job-retried = { $actor } a fait réessayer : { $job }.
event-job-given-up = { $actor } a abandonné : { $job }.
kind-ticket-opened = Ticket ouvert
kind-ticket-closed = Ticket fermé
kind-channel-changed = Salon créé ou disparu
kind-closure-scheduled = Fermeture programmée
kind-closure-cancelled = Fermeture annulée
kind-message-added = Message écrit
kind-message-edited = Message modifié
kind-message-deleted = Message supprimé
kind-delivery-changed = Remis ou refusé
kind-attachment-changed = Fichier copié
kind-signed-in = Connexion
kind-signed-out = Déconnexion
kind-api-key-created = Clé d’API créée
kind-api-key-revoked = Clé d’API révoquée
kind-api-key-deleted = Clé d’API supprimée
kind-permission-granted = Permission donnée
kind-permission-revoked = Permission retirée
kind-sessions-ended = Sessions fermées
kind-ticket-read = Ticket lu
kind-log-exported = Journal d’audit exporté
kind-job-retried = Échec réessayé
kind-job-given-up = Échec abandonné
job-move-channel = Déplacer le salon du ticket
job-reopen-channel = Rouvrir le salon d’un ticket
job-tell-of-block = Dire à un membre qu’il est bloqué
job-tell-of-maintenance = Informer un membre de la maintenance
job-change-profile = Modifier le profil du bot
job-rename-channel = Renommer le salon du ticket
job-log-closure = Signaler un ticket fermé dans le salon de journal
job-retire-channel = Faire supprimer le salon d’un ticket fermé
event-ticket-reopened = { $actor } a rouvert un ticket.
event-ticket-taken = { $actor } a pris un ticket.
event-ticket-released = { $actor } a rendu un ticket.
event-ticket-transferred = { $actor } a confié un ticket à { $name }.
event-ticket-moved = { $actor } a déplacé un ticket dans une autre catégorie.
event-ticket-renamed = { $actor } a nommé un ticket « { $label } ».
event-priority-changed = { $actor } a changé l’urgence d’un ticket.
event-ticket-tagged = { $actor } a marqué un ticket avec « { $tag } ».
event-ticket-untagged = { $actor } a retiré l’étiquette « { $tag } » d’un ticket.
event-member-blocked = { $actor } a bloqué { $name }.
event-block-replaced = { $actor } a remplacé le blocage de { $name } par un autre.
event-block-changed = { $actor } a modifié le blocage de { $name }.
event-block-lifted = { $actor } a levé le blocage de { $name }.
event-block-expired = Le blocage de { $name } a pris fin.
event-blocked-member-wrote = { $actor } a écrit malgré son blocage ; aucun ticket n’a été ouvert.
kind-ticket-reopened = Ticket rouvert
kind-ticket-taken = Ticket pris
kind-ticket-released = Ticket rendu
kind-ticket-transferred = Ticket confié
kind-ticket-moved = Ticket déplacé
kind-ticket-renamed = Ticket nommé
kind-priority-changed = Urgence changée
kind-ticket-tagged = Étiquette ajoutée
kind-ticket-untagged = Étiquette retirée
kind-member-blocked = Membre bloqué
kind-block-replaced = Blocage remplacé
kind-block-changed = Blocage modifié
kind-block-lifted = Blocage levé
kind-block-expired = Blocage terminé
kind-blocked-member-wrote = Membre bloqué qui a écrit
event-category-created = { $actor } a créé la catégorie « { $name } ».
kind-category-created = Catégorie créée
event-category-changed = { $actor } a modifié la catégorie « { $name } ».
kind-category-changed = Catégorie modifiée
event-category-moved = { $actor } a déplacé la catégorie « { $name } ».
kind-category-moved = Catégorie déplacée
event-category-enabled = { $actor } a activé la catégorie « { $name } ».
kind-category-enabled = Catégorie activée
event-category-disabled = { $actor } a désactivé la catégorie « { $name } ».
kind-category-disabled = Catégorie désactivée
event-category-removed = { $actor } a supprimé la catégorie « { $name } ».
kind-category-removed = Catégorie supprimée
event-category-brought-back = { $actor } a rétabli la catégorie « { $name } ».
kind-category-brought-back = Catégorie rétablie
event-snippet-created = { $actor } a créé la réponse type « { $name } ».
kind-snippet-created = Réponse type créée
event-snippet-changed = { $actor } a modifié la réponse type « { $name } ».
kind-snippet-changed = Réponse type modifiée
event-snippet-removed = { $actor } a supprimé la réponse type « { $name } ».
kind-snippet-removed = Réponse type supprimée
event-snippet-brought-back = { $actor } a rétabli la réponse type « { $name } ».
kind-snippet-brought-back = Réponse type rétablie
event-settings-changed = { $actor } a modifié des réglages.
kind-settings-changed = Réglages modifiés
event-settings-rolled-back = { $actor } est revenu à une version antérieure des réglages.
kind-settings-rolled-back = Retour à d’anciens réglages
event-secret-replaced = { $actor } a remplacé un secret.
kind-secret-replaced = Secret remplacé
event-bot-started = { $actor } a démarré le bot.
kind-bot-started = Bot démarré
event-bot-stopped = { $actor } a arrêté le bot.
kind-bot-stopped = Bot arrêté
event-bot-restarted = { $actor } a redémarré le bot.
kind-bot-restarted = Bot redémarré
event-profile-changed = { $actor } a modifié le profil du bot.
kind-profile-changed = Profil modifié
event-maintenance-begun = { $actor } a commencé une maintenance, ou changé son annonce.
kind-maintenance-begun = Maintenance commencée
event-maintenance-ended = { $actor } a mis fin à la maintenance.
kind-maintenance-ended = Maintenance terminée
event-delivery-retried = { $actor } a fait renvoyer un message.
kind-delivery-retried = Message renvoyé
permission-view-panel-help = Ouvrir le panneau et voir les chiffres du support.
permission-view-tickets-help = Lire les tickets, notes comprises.
permission-manage-tickets-help = Répondre, annoter, ouvrir, déplacer et fermer les tickets.
permission-view-configuration-help = Lire les réglages.
permission-edit-configuration-help = Modifier les réglages.
permission-manage-api-keys-help = Créer, révoquer et supprimer des clés d’API. Une clé ne reçoit que ce que son créateur peut faire : voir ou gérer les tickets.
permission-manage-categories-help = Créer et modifier les catégories, et dire qui les voit.
permission-manage-snippets-help = Écrire et modifier les réponses types.
permission-manage-bot-help = Démarrer et arrêter le bot, réparer ce qui a échoué et voir la santé du serveur.
permission-manage-permissions-help = Donner et retirer ce que l’on a soi-même, fermer des sessions et lire le journal d’audit.
may-view-configuration = Voir la configuration
may-edit-configuration = Modifier la configuration
may-manage-categories = Gérer les catégories
may-manage-snippets = Gérer les réponses types
may-manage-bot = Gérer le bot
may-manage-permissions = Gérer les permissions
refusal-session-not-found = Cette session n’existe pas : elle est peut-être déjà fermée.
refusal-person-not-found = Aucune personne de cet identifiant n’est connue dans l’équipe.
refusal-grant-not-found = Cette permission n’existe plus : quelqu’un l’a peut-être déjà retirée.
refusal-nothing-to-grant = Choisissez au moins une permission.
refusal-role-not-found = Le serveur de l’équipe n’a pas ce rôle.
refusal-job-not-found = Cet échec n’existe plus : quelqu’un s’en est peut-être déjà occupé.
refusal-not-in-staff-server = Cet utilisateur n’est pas dans le serveur de l’équipe.
refusal-discord-silent = Discord ne répond pas. Rien n’a changé : réessayez dans un instant.

## Refusals of saved views

refusal-saved-view-not-found = Cette vue n’existe pas.
refusal-saved-view-unnamed = Donnez un nom à la vue.
refusal-saved-view-name-taken = Vous avez déjà une vue de ce nom.
refusal-too-many-saved-views = Vous avez { $limit } vues, et il ne peut pas y en avoir plus. Supprimez-en une d’abord.

## The list: views, filters, orders

view-open = Ouverts
view-waiting-us = En attente de notre part
view-waiting-member = En attente du membre
view-own = Les miens
view-unassigned = Non attribués
view-closed = Fermés
view-all = Tous
view-count = { $count ->
    [one] ticket
   *[other] tickets
}
view-manage = Enregistrer la vue…
view-save-as = Enregistrer ce qui est affiché sous
view-save = Enregistrer
view-name = Nom de cette vue
view-rename = Renommer
view-update-which = Ou remplacer une vue par ce qui est affiché
view-update = Mettre à jour avec les filtres actuels
view-remove = Supprimer cette vue
filter-title = Filtre et ordre
filter-open = Filtrer
filter-active = La liste est restreinte par
filter-drop = Sans « { $filter } »
filter-anything = Peu importe
filter-state = État
filter-category = Catégorie
filter-no-category = Sans catégorie
filter-removed-category = { $name } (supprimée)
filter-assignee = Pris par
filter-me = Pris par moi
filter-nobody = Non attribués
filter-waiting = En attente
filter-us = En attente de notre part
filter-member = En attente du membre
filter-priority = Priorité
filter-tag = Étiquette
filter-from = Ouvert à partir du
filter-to = Ouvert jusqu’au
filter-from-day = Ouvert à partir du { $day }
filter-to-day = Ouvert jusqu’au { $day }
filter-no-day = Ce n’est pas un jour. Écrivez-en un comme 2027-01-31.
filter-days-reversed = « Ouvert jusqu’au » précède « Ouvert à partir du » : choisissez ici un jour plus tardif, ou là un jour plus ancien.
sort-title = Ordre
sort-activity = Dernière activité
sort-newest = Plus récents
sort-oldest = Plus anciens
sort-waiting = Attente la plus longue
sort-priority = Plus urgents
row-select = Sélectionner #{ $number }, { $member }
row-yours = À vous
row-taken-by = { $name }
row-take = Prendre
row-take-over = Reprendre
row-release = Rendre
row-close = Fermer
bulk = Avec les tickets sélectionnés
bulk-all = Tout sélectionner
bulk-reason = Motif, pour mémoire
bulk-silent = En silence
bulk-close = Fermer
bulk-to = Confier
bulk-to-me = À moi
bulk-to-nobody = À personne
bulk-assign = Confier
outcome-closed = { $count ->
    [one] Un ticket a été fermé :
   *[other] { $count } tickets ont été fermés :
}
outcome-assigned = { $count ->
    [one] Un ticket a été confié :
   *[other] { $count } tickets ont été confiés :
}
outcome-taken = { $count ->
    [one] Vous avez pris un ticket :
   *[other] Vous avez pris { $count } tickets :
}
outcome-released = { $count ->
    [one] Un ticket n’est plus pris en charge :
   *[other] { $count } tickets ne sont plus pris en charge :
}
outcome-reopened = { $count ->
    [one] Un ticket est rouvert :
   *[other] { $count } tickets sont rouverts :
}
outcome-given-back = { $count ->
    [one] Un ticket a été rendu :
   *[other] { $count } tickets ont été rendus :
}
outcome-already = { $count ->
    [one] Un ticket était déjà fermé :
   *[other] { $count } étaient déjà fermés :
}
outcome-unable = { $count ->
    [one] Pour un ticket, ce n’était pas possible :
   *[other] Pour { $count } tickets, ce n’était pas possible :
}
outcome-nothing = Aucun ticket n’était sélectionné.
outcome-undo = Annuler
keys-title = Touches
keys-next = Ticket suivant
keys-previous = Ticket précédent
keys-open = Ouvrir le ticket
keys-select = Sélectionner le ticket
keys-search = Chercher
keys-help = Afficher ces touches
keys-on = Utiliser des touches seules
keys-close = Fermer

## Search

search-title = Recherche
search-label = Chercher dans les messages, les notes, les membres
search-placeholder = Chercher partout
search-submit = Chercher
search-nothing-typed = Que cherchez-vous ?
search-help = Les mots sont cherchés dans les messages, les notes et les noms, quels que soient les accents. Les guillemets gardent des mots ensemble, un moins écarte ce qui contient le mot, OR signifie l’un ou l’autre. Un numéro mène à son ticket.
search-none = Aucun message ne contient ces mots
search-shortcuts = Tickets et membres
search-ticket = Ticket #{ $number }
search-member = Membre
search-kinds = Où
search-all-kinds = Partout
search-from-members = Des membres
search-replies = Réponses
search-notes = Notes
search-reply = Réponse
search-relevance = Meilleur résultat
search-newest = Plus récents
search-cut = Seuls les { $count } messages les plus récents qui contiennent ces mots ont été classés.
search-cut-all = Tout afficher, du plus récent au plus ancien
search-whole = De très nombreux mots commencent par « { $word } » : dans les messages plus anciens, seul le mot entier a été cherché.
## Configuration

configuration-title = Configuration
configuration-lead = Ce que vous enregistrez ici prend effet aussitôt, sans redémarrage. Tant que rien n’est enregistré ici, le fichier de configuration décide.
configuration-lead-read = Ce qui est enregistré ici prend effet aussitôt, sans redémarrage. Tant que rien n’est enregistré ici, le fichier de configuration décide. Vous pouvez tout consulter, mais rien changer.
configuration-history = Historique : qui a changé quoi
configuration-save = Enregistrer
configuration-saved = Enregistré, et déjà en vigueur.
configuration-unsaved = La valeur du fichier est de nouveau en vigueur. Ce que vous avez tapé à côté est toujours là, mais pas encore enregistré.
configuration-preview = Aperçu
setting-changed = Changé ici
setting-file = Le fichier de configuration dit « { $value } ».
setting-file-empty = Le fichier de configuration laisse ceci vide.
setting-reset = Reprendre la valeur du fichier
setting-moved = Quelqu’un d’autre a mis ici « { $value } » entre-temps. Enregistrez de nouveau pour remplacer sa valeur par la vôtre.
setting-on = oui
setting-off = non
setting-nothing = rien
preview-welcome = À l’ouverture d’un ticket
preview-farewell = À la fermeture d’un ticket
preview-nothing = Rien n’est envoyé.
preview-app = APP
group-presence = Présence
group-presence-lead = Comment le bot se montre dans la liste des membres de Discord.
group-messages = Messages aux membres
group-messages-lead = Ce que les membres lisent dans leurs messages privés. Le markdown de Discord fonctionne.
group-look = Salons des tickets
group-look-lead = Où les salons des tickets sont créés, et l’apparence des messages dans ces salons et en message privé.
group-commands = Commandes
group-commands-lead = Ce que l’équipe tape dans les salons des tickets, et ce qui lui est confirmé.
group-region = Langue et heure
group-region-lead = Pour toute personne dont la langue ou le fuseau horaire n’est pas connu.
group-logs = Salon du journal
group-logs-lead = Ce qui est consigné dans un salon du serveur de l’équipe.
setting-presence = Statut
setting-presence-help = La pastille de couleur à côté du bot.
presence-online = En ligne
presence-idle = Inactif
presence-dnd = Ne pas déranger
presence-invisible = Invisible
setting-activity = Activité
setting-activity-help = Ce à quoi le bot semble jouer. Vide pour rien.
setting-welcome = Message d’accueil
setting-welcome-help = Envoyé quand un membre ouvre un ticket. Vide pour rien.
setting-farewell = Message de fermeture
setting-farewell-help = Envoyé quand un ticket est fermé, sauf s’il est fermé en silence. Vide pour rien.
setting-inbox = Catégorie d’arrivée
setting-inbox-help = La catégorie Discord où les nouveaux salons de tickets sont créés. Les salons existants restent où ils sont.
setting-embedded = Montrer les messages en encart
setting-embedded-help = Avec une barre de couleur, un nom et une image. Sinon, en texte simple.
setting-block-quote = Mettre les messages en citation
setting-block-quote-help = Seulement dans les encarts.
setting-member-typing = L’équipe voit que le membre écrit
setting-member-typing-help = Dans le salon du ticket. Le panneau le montre dans tous les cas.
setting-staff-typing = Le membre voit que l’équipe écrit
setting-staff-typing-help = En message privé, depuis le salon comme depuis le panneau.
setting-show-edits = Les modifications des membres se voient dans le salon
setting-show-edits-help = La copie dans le salon du ticket suit, marquée comme modifiée. Le panneau montre toutes les versions dans tous les cas.
setting-show-deletions = Les suppressions des membres se voient dans le salon
setting-show-deletions-help = La copie dans le salon du ticket est marquée comme supprimée. Le panneau le montre dans tous les cas.
setting-channel-stays = Durée de vie du salon d’un ticket fermé, en secondes
setting-channel-stays-help = 0 le supprime aussitôt ; 3600 le laisse une heure. Un ticket rouvert entre-temps garde son salon.
setting-member-colour = Couleur des messages des membres
setting-member-colour-help = La barre de ce que les membres écrivent.
setting-staff-colour = Couleur des messages de l’équipe
setting-staff-colour-help = La barre des réponses.
setting-system-colour = Couleur des messages de Rustmail
setting-system-colour-help = La barre des messages d’accueil et de fermeture, des notes et des avis.
setting-prefix = Préfixe des commandes
setting-prefix-help = Ce par quoi une commande tapée commence, comme ! dans !reply. Les commandes slash fonctionnent toujours.
setting-confirm-replies = Confirmer les réponses
setting-confirm-replies-help = La personne qui répond par une commande reçoit la confirmation de l’envoi.
setting-confirm-edits = Confirmer les modifications
setting-confirm-edits-help = La personne qui modifie une réponse par une commande en reçoit la confirmation.
setting-language = Langue
setting-language-help = La langue du bot, et celle du panneau pour les navigateurs qui ne demandent aucune langue disponible. Le bot se reconnecte pour cela.
language-en = Anglais
language-fr = Français
setting-time-zone = Fuseau horaire
setting-time-zone-help = Par son nom dans la liste IANA, comme Europe/Paris. Les jours y commencent et y finissent.
setting-log-closures = Consigner les tickets fermés
setting-log-closures-help = Une ligne avec un lien pour chaque ticket fermé.
setting-log-channel = Salon du journal
setting-log-channel-help = Un salon textuel du serveur de l’équipe où le bot peut écrire.
setting-log-channel-none = Aucun salon
wrong-missing = Ceci ne peut pas rester vide.
wrong-characters = Il y a ici des caractères qui ne peuvent pas être affichés.
wrong-no-switch = Ce n’est ni oui ni non.
wrong-no-choice = Ce n’est aucun des choix.
wrong-no-colour = Écrivez une couleur en six chiffres hexadécimaux, comme 5865f2.
wrong-no-time-zone = Ce n’est pas un fuseau horaire. Écrivez-en un de la liste IANA, comme Europe/Paris ou UTC.
wrong-no-channel = Ce n’est pas l’identifiant d’un salon. Copiez-le dans Discord avec le mode développeur.
wrong-no-prefix = Un préfixe n’a pas d’espaces, et n’est pas la barre oblique des commandes de Discord.
wrong-no-seconds = Écrivez un nombre entier de secondes, au plus { $most }.
wrong-no-such-channel = Ce salon n’existe pas, ou le bot ne le voit pas.
wrong-not-a-category = C’est un salon ; il faut une catégorie de salons.
wrong-not-a-text-channel = C’est une catégorie de salons ; il faut un salon textuel.
wrong-of-a-ticket = C’est le salon d’un ticket, et il disparaîtra avec lui. Choisissez-en un autre.
channels-open = Tout le serveur peut voir cette catégorie : des membres y lisent les tickets. Dans Discord, rendez-la privée sous « Permissions » et donnez-y accès à l’équipe et au bot.
channels-open-staff = Tout le serveur de l’équipe peut voir cette catégorie et y lit les tickets. Si ce n’est pas voulu, rendez-la privée dans Discord sous « Permissions » et donnez-y accès à l’équipe et au bot.
refusal-settings-moved = Rien n’a été enregistré : quelqu’un d’autre a changé les mêmes réglages entre-temps.
refusal-version-not-found = Cette version des réglages n’existe pas.
refusal-nothing-to-change = Il n’y a rien à changer.
refusal-not-a-version = Ce formulaire est incomplet. Rouvrez la page.
history-title = Historique des réglages
history-lead = Chaque changement depuis le premier démarrage. Revenir en arrière crée une nouvelle version, pour que rien ne se perde.
history-back = Retour à la configuration
history-none = Personne n’a encore rien changé : le fichier de configuration décide. Modifiez un réglage sur la page de configuration, et il figurera ici.
history-older = Versions plus anciennes
history-version = Version { $number }
history-current = En vigueur
history-by = par { $name }
history-rolled-back = retour à la version { $number }
history-rolled-back-to-file = retour au fichier de configuration
history-changes = Ce qui a été changé
history-setting = Réglage
history-old = Avant
history-new = Après
history-file = Le fichier de configuration
history-restore = Revenir à la version { $number }
history-restore-file = Revenir au fichier de configuration
secrets-title = Secrets
secrets-lead = Les secrets ne sont jamais montrés, seulement remplacés. Un nouveau jeton sert aussitôt, tout autre secret à partir du prochain démarrage du serveur.
secret-token = Jeton du bot
secret-token-help = Quiconque le détient peut agir à la place du bot. Réinitialisez-le sur la page Bot du portail des développeurs de Discord et copiez le nouveau.
secret-client-secret = Secret client OAuth2
secret-client-secret-help = Il sert à se connecter à ce panneau. Réinitialisez-le sur la page OAuth2 du portail des développeurs de Discord et copiez le nouveau.
secret-database = Adresse de la base de données
secret-database-help = Où les données sont gardées, mot de passe compris. Sans adresse, une base privée à côté du fichier de configuration est utilisée.
secret-store-key = Clé d’accès au compartiment
secret-store-key-help = Le secret du compartiment S3 qui garde les pièces jointes, avec attachments.access_key_id. Il ne sert qu’avec attachments.store = "s3".
secret-in-file = Gardé dans { $path }.
secret-in-locked-file = Gardé dans { $path }, que ce serveur ne peut pas écrire. Remplacez-le là, puis redémarrez le serveur.
secret-in-environment = Gardé dans la variable d’environnement { $name }. Remplacez-le là, puis redémarrez le serveur.
secret-nowhere = Non défini. Il serait gardé dans { $path }.
secret-replace = Remplacer…
secret-new = Nouvelle valeur
secret-confirm = Remplacer
secret-replaced = Remplacé. Redémarrez le serveur pour qu’il prenne effet.
secret-in-use = Remplacé, et déjà utilisé. Le bot revient avec.
secret-wrong-token = Discord n’accepte pas ce jeton. Copiez-le de nouveau depuis la page Bot du portail des développeurs.
secret-other-bot = C’est le jeton d’un autre bot, { $name }. Les tickets de ce serveur appartiennent à celui d’aujourd’hui.
secret-unasked = Discord ne répond pas, cela ne peut donc pas être vérifié. Réessayez dans une minute.
secret-missing = Saisissez la nouvelle valeur.
secret-wrong-client-secret = Discord ne connaît pas ce secret avec l’identifiant client. Copiez-le de nouveau depuis la page OAuth2 du portail des développeurs.
secret-no-postgres = L’adresse d’une base de données commence par postgres://.
secret-no-database = Cette base de données ne peut pas être utilisée, l’adresse reste donc telle quelle. { $reason }
secret-no-store = Le compartiment n’accepte aucun fichier avec cette clé, la clé reste donc telle quelle. { $reason }
secret-not-written = Le fichier n’a pas pu être écrit : { $why }

## The bot

bot-title = Bot
bot-lead = L’état du bot, et ce qu’il doit faire. Le panneau continue quoi qu’il lui arrive.
bot-status = Connexion
bot-connected = Connecté
bot-connected-for = depuis
bot-connecting = Non connecté
bot-stopped = Arrêté
bot-stopped-help = Rien n’est envoyé ni reçu. Ce que les membres écrivent entre-temps est repris au démarrage du bot ; de quelqu’un qui n’a encore jamais écrit, dès son message suivant.
bot-nobody = Ne tourne pas
bot-nobody-help = Aucun serveur ne fait tourner le bot en ce moment. Vérifiez qu’il y en a un avec le rôle « all » ou « bot ».
bot-hindrance-token = Discord ne connaît pas le jeton du bot. Réinitialisez-le sur la page Bot du portail des développeurs de Discord, puis remplacez-le sur la page « Configuration », sous Secrets : le bot se connecte aussitôt. S’il est gardé dans une variable d’environnement, remplacez-le là et redémarrez le serveur.
bot-hindrance-intents = Discord refuse les intentions privilégiées. Activez « Server Members Intent » et « Message Content Intent » sur la page Bot du portail des développeurs de Discord, puis appuyez sur « Redémarrer » sur la page « Bot ».
bot-latency = Discord répond en
bot-milliseconds = { $count } ms
bot-waiting = En attente d’envoi
bot-waiting-count = { $count ->
    [one] { $count } chose
   *[other] { $count } choses
}
bot-process = Processus
bot-start = Démarrer
bot-stop = Arrêter
bot-restart = Redémarrer
bot-stop-help = Tant que le bot est arrêté, tout attend. Discord ne signale un premier message au bot que lorsque son auteur récrit ; il est alors repris.
refusal-bot-is-running = Le bot tourne déjà.
refusal-bot-is-stopped = Le bot est arrêté.
refusal-maintenance = Rustmail est en maintenance. Seuls les super-administrateurs peuvent utiliser les commandes pour l’instant.
refusal-no-bot-name = Le nom d’un bot a de 2 à 32 caractères, sans espaces autour.
refusal-no-picture = Choisissez une image PNG, JPEG, GIF ou WebP.
refusal-picture-too-large = Une image peut avoir au plus { $limit } Mo.
maintenance-title = Maintenance
maintenance-lead = Tant qu’elle dure, seuls les super-administrateurs peuvent utiliser les commandes. Les membres écrivent comme toujours : tout est gardé dans leurs tickets, et chacun apprend une fois que les réponses prendront plus de temps.
maintenance-on = Maintenance en cours
maintenance-for = depuis
maintenance-message = Ce que les membres lisent
maintenance-message-help = Vide pour les mots habituels.
maintenance-begin = Commencer la maintenance
maintenance-change = Enregistrer le message
maintenance-end = Terminer la maintenance
profile-title = Profil
profile-lead = Le nom du bot et son apparence sur Discord. Ce qui reste vide ne change pas.
profile-name = Nom
profile-name-help = Discord autorise peu de changements par heure.
profile-unknown = Discord n’a pas pu dire comment le bot s’appelle maintenant.
profile-avatar = Avatar
profile-banner = Bannière
profile-picture-help = PNG, JPEG, GIF ou WebP.
profile-change = Changer le profil
profile-changing = Le changement est en route vers Discord.
profile-failed = Le dernier changement n’a pas été fait : { $reason }

## Snippets

snippets-title = Réponses types
snippets-lead = Des réponses écrites une fois et envoyées souvent. Dans un ticket, tapez / pour en choisir une, ou envoyez sa clé entre doubles accolades.
snippets-search = Clé ou texte
snippets-search-apply = Chercher
snippets-tabs = Quelles réponses types
snippets-in-use = Utilisées
snippets-removed = Retirées
snippets-more = Suite
snippets-none = Il n’y a pas encore de réponse type
snippets-none-advice = Enregistrez une réponse que vous donnez souvent : tout le monde pourra l’envoyer en quelques lettres.
snippets-none-removed = Aucune réponse type n’a été retirée
snippets-none-removed-advice = Une réponse type retirée depuis sa page arrive ici, et peut être rétablie.
snippets-none-match = Aucune réponse type ne contient « { $text } »
snippets-show-all = Tout afficher
snippets-no-suggestion = Aucune réponse type ne convient
snippet-title = Réponse type { $key }
snippet-back = Toutes les réponses types
snippet-uses =
    { $count ->
        [0] Jamais utilisée
        [1] Utilisée une fois
       *[other] Utilisée { $count } fois
    }
snippet-changed-by = modifiée par { $name }
snippet-how = Pour l’envoyer, tapez
snippet-is-removed = Retirée
snippet-new = Nouvelle réponse type
snippet-create = Enregistrer la réponse type
snippet-change = Modifier cette réponse type
snippet-save = Enregistrer une nouvelle version
snippet-key = Clé
snippet-key-help = Ce que l’on tape pour l’utiliser : lettres, chiffres, - et _.
snippet-content = Ce qu’elle dit
snippet-content-help = 4000 caractères au plus. La mise en forme est celle de Discord.
snippet-variable-member = le nom du membre
snippet-variable-staff = le nom de la personne qui répond ; celui de la communauté dans une réponse anonyme
snippet-variable-ticket = le numéro du ticket
snippet-variable-server = le nom de la communauté
snippet-preview = Ce qu’on lira
snippet-preview-empty = Ce que vous écrivez ci-dessus s’affiche ici tel qu’un membre le lirait.
snippet-example-member = Mia
snippet-versions = Versions
snippet-version = Version { $number } de { $name },
snippet-version-current = Actuelle
snippet-version-whole = Le texte entier
snippet-version-restore = Rétablir cette version
snippet-remove = Retirer…
snippet-remove-warning = Personne ne pourra plus l’utiliser et sa clé sera libre. Ses versions sont conservées, et vous pourrez la remettre en service.
snippet-remove-confirm = Retirer la réponse type
snippet-bring-back = La remettre en service
refusal-snippet-not-found = Cette réponse type n’existe pas.
refusal-no-snippet-of-key = Il n’y a pas de réponse type « { $key } ».
refusal-snippet-key-invalid = Une clé se compose de 1 à 50 lettres, chiffres, - ou _.
refusal-snippet-key-taken = Une autre réponse type a la clé « { $key } ».
refusal-snippet-empty = Écrivez ce que dit la réponse type.
refusal-snippet-outdated = Quelqu’un a modifié cette réponse type entre-temps. Regardez ci-dessous ce qu’elle dit maintenant, puis enregistrez à nouveau la vôtre.

## Ce qui ne va pas dans une valeur

refusal-no-span = « { $given } » n’est pas une durée. Écrivez par exemple 45s, 30m, 2h ou 1d12h.
refusal-no-id = « { $given } » n’est pas un identifiant : c’est un nombre entier comme 123456789012345678.
refusal-delay = Le délai doit être supérieur à zéro et d’au plus 365 jours.
refusal-nul = Ce texte contient un caractère qui ne peut être conservé (NUL). Retirez-le.
refusal-kind-of-id = Cet identifiant désigne autre chose.
refusal-order = Seuls les tickets ouverts se classent dans cet ordre.
refusal-no-place = Cette page de la liste n’existe pas.
refusal-no-filter = Aucune liste ne se filtre ainsi.
refusal-no-search = On ne peut pas chercher ainsi.
refusal-idempotency-key = Une clé d’idempotence compte de 1 à 200 caractères simples.
refusal-key-of-another = Cette clé a déjà servi à ouvrir un ticket avec quelqu’un d’autre.
refusal-key-unnamed = Donnez un nom à la clé, par exemple celui du programme qui s’en servira.
refusal-key-long-name = Un nom compte au plus { $limit } caractères.
refusal-key-no-scope = Choisissez au moins une chose que la clé permet.
refusal-key-past = L’expiration doit être dans le futur.
refusal-not-staff = Cet utilisateur ne fait pas partie de l’équipe qui traite les tickets.
refusal-cut-off = Le formulaire n’est pas arrivé en entier. Envoyez-le à nouveau.
refusal-no-side = Un côté est « dm » ou « channel ».
refusal-no-priority = Cette priorité n’existe pas.
refusal-no-setting = Il n’y a pas de réglage « { $key } ».

## Categories

categories-title = Catégories
categories-lead = Le sujet des tickets, l’emplacement de leurs salons et qui, dans l’équipe, les voit. Au plus { $most } peuvent être actives.
categories-list = Les catégories dans leur ordre
categories-discord-silent = Discord ne répond pas pour le moment : rôles et salons sont désignés par leurs identifiants.
categories-none = Il n’y a pas encore de catégorie
categories-none-advice = Sans catégories, chaque ticket va dans la boîte de réception et toute l’équipe le voit.
categories-none-removed = Aucune catégorie n’a été supprimée
categories-tabs = Quelles catégories
categories-in-use = Utilisées
categories-removed = Supprimées
category-new = Nouvelle catégorie
category-create = Créer la catégorie
category-change = Modifier…
category-save = Enregistrer
category-name = Nom
category-emoji = Émoji
category-emoji-help = Un émoji, ou l’un de ceux de votre serveur sous la forme <:nom:identifiant>.
category-description = Description
category-description-help = Ce qui y a sa place, en une phrase.
category-channels = Emplacement des salons
category-channels-help = La catégorie du serveur de l’équipe sous laquelle se trouvent les salons de ses tickets.
category-channels-gone = Une catégorie Discord qui n’existe plus. Choisissez-en une autre.
category-inbox = La boîte de réception
category-roles = Visible seulement par
category-roles-help = Seules les personnes ayant l’un de ces rôles voient ses tickets, ouverts ou fermés. Sans choix, toute l’équipe les voit.
category-no-roles = Le serveur de l’équipe n’a pas de rôle à choisir.
category-role-gone = un rôle supprimé ({ $id })
category-seen-by = Visible par
category-seen-by-all = Toute l’équipe
category-off = Inactive
category-switch-on = Activer
category-switch-off = Désactiver
category-up = Monter { $name }
category-down = Descendre { $name }
category-out-of-sight = Vous ne voyez pas ses tickets : vous ne pouvez donc pas la modifier.
category-remove = Supprimer…
category-remove-warning = Aucun ticket ne pourra plus y être rangé. Ses tickets y restent, et restent cachés à qui ne pouvait pas les voir.
category-remove-confirm = Supprimer la catégorie
category-removed = Supprimée
category-bring-back = La rétablir
refusal-category-name-invalid = Une catégorie a besoin d’un nom, de 80 caractères au plus.
refusal-category-name-taken = Une autre catégorie porte le nom « { $name } ».
refusal-category-description-too-long = Une description compte 200 caractères au plus.
refusal-not-an-emoji = Ce n’est pas un émoji. Choisissez-en un, ou écrivez l’un de ceux de votre serveur sous la forme <:nom:identifiant>.
refusal-open-to-members = Tout le serveur peut voir cette catégorie : des membres liraient les tickets des autres. Dans Discord, rendez-la privée sous « Permissions » et donnez-y accès à l’équipe et au bot.
save-all-the-same = Enregistrer malgré tout
refusal-too-many-categories = 24 catégories sont actives, ce qui est le maximum. Désactivez-en une d’abord.
refusal-category-out-of-own-sight = Vous ne verriez plus les tickets de cette catégorie. Choisissez aussi l’un de vos rôles, ou laissez faire quelqu’un qui a l’un de ceux-ci.
refusal-category-out-of-sight = Vous ne voyez pas les tickets de cette catégorie : vous ne pouvez donc pas la modifier.
refusal-too-many-category-roles = Une catégorie est réservée à { $limit } rôles au plus. Choisissez-en moins.
refusal-category-outdated = Quelqu’un a modifié cette catégorie entre-temps. Regardez ci-dessus ce qu’elle est maintenant, puis enregistrez à nouveau la vôtre.

## Refus concernant le travail sur les tickets

refusal-category-not-found = Cette catégorie n’existe pas.
refusal-category-disabled = Cette catégorie est désactivée. Choisissez-en une autre.
refusal-only-people = Seule une personne peut prendre un ticket en charge.
refusal-taken-by = { $name } a ce ticket en charge. Reprenez-le si c’est ce que vous voulez.
refusal-not-taken = Personne n’a ce ticket en charge.
refusal-cannot-work-it = Cette personne ne peut pas, ou ne peut plus, traiter ce ticket.
refusal-nothing-to-give-back = Vous ne venez pas de confier ce ticket à quelqu’un : il n’y a rien à annuler.
refusal-changed-meanwhile = Cela a été modifié entre-temps et reste donc tel quel.
refusal-closure-overdue = L’heure à laquelle ce ticket devait être fermé est passée. Fermez-le maintenant ou choisissez une autre heure.
refusal-not-closed = Ce ticket est ouvert.
refusal-not-a-tag = Écrivez une étiquette d’au plus 32 caractères : des lettres et des chiffres, avec - _ . ou + entre eux.
refusal-too-many-tags = Un ticket a au plus { $limit } étiquettes. Retirez-en d’abord une autre.
refusal-member-blocked = Ce membre est bloqué. Levez d’abord le blocage.
refusal-block-not-found = Ce blocage n’existe pas.
refusal-block-ended = Ce blocage a déjà pris fin.
refusal-block-too-long = Un blocage dure au plus dix ans. Laissez la durée vide pour bloquer définitivement.
refusal-block-for-good-and-time = Choisissez : sans limite, ou pour une durée.
refusal-block-outdated = Quelqu’un a modifié ce blocage entre-temps. Regardez ci-dessus ce qu’il est maintenant, puis enregistrez à nouveau le vôtre.
refusal-block-out-of-sight = Vous ne voyez aucun ticket de ce membre : vous ne pouvez donc pas modifier ce blocage.

## Travail sur un ticket

work-change = Modifier
work-save = Enregistrer
work-assignee = Pris par
work-you = Vous
work-nobody = Personne
work-take = Le prendre
work-take-over = Le reprendre
work-release = Le rendre
work-hand-over = Le confier
work-hand-over-to = Le confier à
work-hand-over-help = La personne est appelée dans le salon du ticket.
work-category = Catégorie
work-inbox = Boîte de réception
work-category-to = Le déplacer vers
work-category-help = Qui voit le ticket, et où se trouve son salon, en dépendent.
work-move = Déplacer
work-priority = Priorité
work-priority-how = Quelle est son urgence ?
priority-low = Basse
priority-normal = Normale
priority-high = Haute
priority-urgent = Urgente
work-label = Nom
work-no-label = Aucun
work-label-what = Comment l’appelez-vous ?
work-label-help = Le salon du ticket porte ce nom. Laissez vide pour reprendre le nom du membre.
work-tags = Étiquettes
work-no-tags = Aucune
work-tag-new = Nouvelle étiquette
work-tag-help = Des lettres et des chiffres, avec - _ . ou + entre eux.
work-tag-add = Ajouter
work-tag-remove = Retirer l’étiquette { $tag }
work-block = Membre
work-not-blocked = Peut ouvrir des tickets
work-blocked = Bloqué
work-blocked-until = prend fin
work-blocked-for-good = définitivement
work-blocked-by = par { $name }
work-block-open = Bloquer le membre
work-block-warning = Il ne pourra pas ouvrir d’autre ticket, et en sera averti s’il essaie. Ce ticket reste ouvert, sauf si vous le fermez aussi.
work-block-lasts = Pour combien de temps
work-block-lasts-help = Par exemple 12h ou 30d. Laissez vide pour bloquer définitivement.
work-block-reason = Motif
work-block-reason-help = Pour mémoire. Le membre ne le voit pas.
work-block-closes = Fermer aussi ce ticket
work-block-confirm = Bloquer
work-block-lift = Lever le blocage
work-no-person = Choisissez quelqu’un dans la liste.
reopening-open = Rouvrir
reopening-help = Le ticket retrouve un salon, et le membre apprend qu’il peut continuer.
reopening-silent = Sans prévenir le membre
reopening-confirm = Rouvrir le ticket
reopening-undo = Annuler : le garder ouvert

## Members

members-title = Membres
members-search = Nom ou identifiant
members-search-apply = Chercher
members-more = Contacts plus anciens
members-back = Contacts plus récents
members-none = Personne n’a encore écrit
members-none-advice = Toute personne qui écrit au bot, ou à qui l’on écrit, apparaît ici.
members-none-match = Personne ne s’appelle « { $text } »
members-none-match-advice = Tapez le début d’un nom, ou l’identifiant d’un compte.
members-show-all = Tout afficher
member-back = Tous les membres
member-blocked = Bloqué
member-open-ticket = Ouvert : #{ $number }
member-tickets =
    { $count ->
        [0] Aucun ticket
        [1] Un ticket
       *[other] { $count } tickets
    }
member-last-contact = Dernier contact
member-account-id = Identifiant
member-account = Compte créé
member-server = Dans la communauté
member-ask-discord = Demander à Discord
member-discord-silent = Discord ne répond pas pour le moment.
member-outside = N’est plus dans le serveur
member-since = Dans la communauté depuis
member-nickname = Surnom
member-roles = Rôles
member-no-roles = Aucun
member-no-tickets = Il n’y a pas de ticket que vous puissiez voir.
member-ticket-open = Ouvert
member-ticket-closed = Fermé
member-blocks = Blocages
member-never-blocked = N’a jamais été bloqué.
refusal-member-not-found = Ce membre n’existe pas.

## Blocks

blocks-title = Blocages
blocks-lead = Les membres qui ne peuvent pas ouvrir de ticket. S’ils écrivent, ils en sont avertis une fois ; un ticket ouvert le reste.
blocks-tabs = Quels blocages
blocks-standing = En vigueur
blocks-ended = Terminés
blocks-none = Personne n’est bloqué
blocks-none-advice = Un membre bloqué, ci-dessus ou depuis un ticket, ne peut ouvrir aucun ticket jusqu’à la fin du blocage.
blocks-none-ended = Aucun blocage n’est encore terminé
blocks-none-ended-advice = Un blocage arrive ici à son terme, ou quand quelqu’un le lève.
block-new = Bloquer un membre
block-this = Bloquer ce membre
block-member = Qui
block-member-help = Un nom, ou l’identifiant d’un compte.
block-meant = Qui appelez-vous « { $name } » ?
block-reason = Motif
block-reason-help = Pour l’équipe ; le membre ne le voit pas.
block-lasts = Pour combien de temps
block-lasts-help = Par exemple 12h ou 30d. Laissez vide pour bloquer sans limite.
block-place = Bloquer
block-closes = Fermer aussi son ticket ouvert
block-change = Modifier…
block-change-lasts = À partir de maintenant, pour
block-change-lasts-help = Par exemple 12h ou 30d. Laissez vide pour garder la fin actuelle.
block-change-for-good = Sans limite
block-change-save = Enregistrer
block-lift = Lever le blocage
block-by = Bloqué par { $name }
block-until = prend fin
block-for-good = sans limite
block-lifted-by = levé par { $name }
block-ended = terminé
block-refused =
    { $count ->
        [one] A écrit une fois entre-temps
       *[other] A écrit { $count } fois entre-temps
    }
