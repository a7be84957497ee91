### Ce que l’on lit dans le panneau.

## Cadre

layout-skip = Aller au contenu
layout-navigation = Panneau
layout-menu = Menu
layout-desk = Bureau
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
layout-not-done = L’opération n’a pas abouti. Ce que vous avez tapé est toujours là : copiez-le, rechargez la page et réessayez.
layout-live-lost = Les mises à jour en direct sont interrompues. Ce que vous voyez peut dater ; la page essaie de se reconnecter.

## Connexion

sign-in-title = Service d’assistance
sign-in-lead = Répondez d’ici aux membres de votre communauté, en plus des salons Discord que vous utilisez déjà.
sign-in-with-discord = Se connecter avec Discord
sign-in-privacy = Discord nous donne votre nom, votre identifiant et vos serveurs. Rien n’est publié en votre nom.

stranger-title = Vous n’avez pas encore accès
stranger-lead = Vous êtes connecté en tant que { $name }, mais ce compte ne peut pas ouvrir le panneau.
stranger-ask = Ces personnes peuvent vous donner accès :
stranger-ask-anyone = Demandez l’accès à un administrateur du service d’assistance.
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
failure-too-large = C’est trop volumineux
failure-too-large-advice = Rien n’a été envoyé. Envoyez moins de texte ou des fichiers plus petits.
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

## Liste des tickets

tickets-title = Tickets
tickets-tabs = Quels tickets
tickets-open = Ouverts
tickets-closed = Fermés
tickets-filter = Membre, identifiant ou numéro
tickets-filter-help = Cherche les tickets par le nom ou l’identifiant Discord du membre, ou par numéro.
tickets-filter-apply = Filtrer
tickets-filter-clear = Tout afficher
tickets-none-match = Aucun ticket ne correspond à « { $filter } »
tickets-none-match-advice = Essayez une partie du nom du membre, son identifiant Discord ou un numéro de ticket comme 1042.
tickets-none-open = Personne n’attend
tickets-none-open-advice = Un ticket apparaît ici dès qu’un membre écrit au bot, ou que l’équipe ou une intégration en ouvre un.
tickets-none-closed = Aucun ticket n’a encore été fermé
tickets-none-closed-advice = Les tickets fermés restent ici avec tout ce qui s’y est dit.
paging = Pages
paging-newer = Plus récents
paging-older = Plus anciens
row-opened = Ouvert
row-nothing-said = Rien n’a encore été dit
row-only-files = Pas de texte, seulement des pièces jointes
row-speaker = { $name } :
row-closes = Fermeture
row-closed-by = Fermé par { $name }
waiting-on-us = Nous attend depuis
waiting-on-member = En attente du membre depuis

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
header-reason = Raison :
conversation = Conversation
conversation-empty = Rien n’a encore été dit. Ce que vous écrivez ci-dessous est envoyé au membre.
conversation-earlier = Messages précédents
conversation-later = Messages suivants
conversation-latest = Revenir aux derniers messages
message-from-member = Membre
message-reply = Réponse nº { $number }
message-anonymous-reply = Réponse anonyme nº { $number }
message-note = Note interne
message-automatic = Message automatique
message-deleted = Supprimé
message-edited = Modifié : versions précédentes
message-until = Remplacé
message-answers = En réponse à { $name }
message-answers-unknown = En réponse à un message précédent
message-forwarded = Message transféré
delivery-queued = En route
delivery-delivered = Remis
delivery-failed = Non remis : { $reason }
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
composer-discard = Abandonner
composer-snippets = Réponses enregistrées
composer-snippet = Réponse enregistrée
composer-snippet-insert = Insérer
presence-typing = { $name } écrit
presence-answering = { $name } rédige une réponse
presence-noting = { $name } rédige une note
presence-looking = { $name } est là
delivery-retry = Réessayer
card-other-tickets = { $count ->
    [0] premier ticket
    [one] { $count } autre ticket
   *[other] { $count } autres tickets
}
card-username = Nom sur Discord
card-id = Identifiant Discord
card-account = Compte créé
card-tickets = Autres tickets
card-opened = ouvert
card-closed = fermé
export = Transcription
export-help = Toute la conversation. Celle pour le membre contient ce qu’il a vu : ni notes, ni noms derrière les réponses anonymes.
export-for-member = { $format } pour le membre
transcript-until = Jusqu’au
transcript-for-staff = Réservée au personnel : avec les notes internes, les textes antérieurs et les noms derrière les réponses anonymes.
transcript-for-member = Telle que le membre l’a vue.
transcript-made = Établie le { $time }.
refusal-answered-meanwhile = Quelqu’un d’autre a répondu pendant que vous écriviez. Rien n’a été envoyé.

## Fermeture

closing-open = Fermer le ticket…
closing-when = Quand
closing-when-help = Vide pour maintenant, ou une durée comme 2h ou 1d12h. Un nouveau message du membre l’annule.
closing-reason = Raison
closing-reason-help = Facultative. Pour mémoire ; le membre ne la lit pas.
closing-silent = Fermer en silence, sans prévenir le membre
closing-confirm = Fermer le ticket

## Clés d’API

api-keys-title = Clés d’API
api-keys-lead = Avec une clé, votre site ou un autre programme peut ouvrir et suivre des tickets.
api-keys-list = Clés
api-keys-none = Il n’y a pas encore de clé. Créez-en une pour qu’un programme puisse ouvrir des tickets.
new-key = Créer une clé
new-key-name = Nom
new-key-name-help = Ce qui l’utilisera, par exemple « Formulaire de contact du site ».
new-key-expires-on = Dernier jour
new-key-expires-on-help = Facultatif. Après ce jour, la clé est refusée.
new-key-create = Créer la clé
created-key = « { $name } » est prête
created-key-warning = Copiez la clé maintenant et gardez-la en lieu sûr : elle ne sera plus affichée.
created-key-try = L’essayer
copy = Copier
copied = Copié
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
refusal-reply-not-found = Ce ticket n’a pas de réponse nº { $number }.
refusal-attachment-not-found = Ce fichier n’existe pas.
refusal-api-key-not-found = Cette clé d’API n’existe pas.
refusal-forbidden = Il faut pour cela la permission « { $permission } », que vous n’avez pas.
refusal-not-your-reply = Seule la personne qui a écrit cette réponse peut la changer.
refusal-reply-deleted = Cette réponse a été supprimée.
refusal-already-closed = Ce ticket est fermé.
refusal-already-open = Ce membre a déjà un ticket ouvert : nº { $ticket }.
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
sign-in-rejected = Discord n’a pas accepté la connexion. Recommencez.
sign-in-discord-busy = Discord n’accepte plus de connexions pour le moment. Réessayez dans une minute.
sign-in-discord-down = Discord ne répond pas pour le moment. Réessayez dans une minute.

## Tickets that integrations open

opened-by-support = Notre équipe d’assistance a ouvert cette conversation avec vous. Quelqu’un vous écrira ici ; vous pouvez répondre dès maintenant.

## Configuration

configuration-title = Configuration
configuration-lead = Ce que vous enregistrez ici prend effet aussitôt, sans redémarrage. Tant que rien n’est enregistré ici, le fichier de configuration décide.
configuration-history = Historique : qui a changé quoi
configuration-save = Enregistrer
configuration-saved = Enregistré, et déjà en vigueur.
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
setting-member-colour = Couleur des messages des membres
setting-member-colour-help = La barre de ce que les membres écrivent.
setting-staff-colour = Couleur des messages de l’équipe
setting-staff-colour-help = La barre des réponses.
setting-system-colour = Couleur des messages de Rustmail
setting-system-colour-help = La barre des messages d’accueil et de fermeture, des notes et des avis.
setting-prefix = Préfixe des commandes
setting-prefix-help = Ce par quoi une commande tapée commence, comme ! dans !reply. Les commandes slash fonctionnent toujours.
setting-confirm-replies = Confirmer les réponses
setting-confirm-replies-help = Qui répond par une commande apprend que c’est envoyé.
setting-confirm-edits = Confirmer les modifications
setting-confirm-edits-help = Qui modifie une réponse par une commande apprend que c’est fait.
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
refusal-settings-moved = Rien n’a été enregistré : quelqu’un d’autre a changé les mêmes réglages entre-temps.
refusal-version-not-found = Cette version des réglages n’existe pas.
refusal-nothing-to-change = Il n’y a rien à changer.
refusal-not-a-version = Ce formulaire est incomplet. Rouvrez la page.
history-title = Historique des réglages
history-lead = Chaque changement depuis le premier démarrage. Revenir en arrière crée une nouvelle version, pour que rien ne se perde.
history-back = Retour à la configuration
history-none = Personne n’a encore rien changé : le fichier de configuration décide.
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
secrets-lead = Les secrets ne sont jamais montrés, seulement remplacés. Un nouveau secret sert à partir du prochain démarrage du serveur.
secret-token = Jeton du bot
secret-token-help = Qui le possède est le bot. Réinitialisez-le sur la page Bot du portail des développeurs de Discord et copiez le nouveau.
secret-client-secret = Secret client OAuth2
secret-client-secret-help = Il sert à se connecter à ce panneau. Réinitialisez-le sur la page OAuth2 du portail des développeurs de Discord et copiez le nouveau.
secret-database = Adresse de la base de données
secret-database-help = Où les données sont gardées, mot de passe compris. Sans adresse, une base privée à côté du fichier de configuration est utilisée.
secret-in-file = Gardé dans { $path }.
secret-in-locked-file = Gardé dans { $path }, que ce serveur ne peut pas écrire. Remplacez-le là, puis redémarrez le serveur.
secret-in-environment = Gardé dans la variable d’environnement { $name }. Remplacez-le là, puis redémarrez le serveur.
secret-nowhere = Non défini. Il serait gardé dans { $path }.
secret-replace = Remplacer…
secret-new = Nouvelle valeur
secret-confirm = Remplacer
secret-replaced = Remplacé. Redémarrez le serveur pour qu’il prenne effet.
secret-wrong-token = Discord n’accepte pas ce jeton. Copiez-le de nouveau depuis la page Bot du portail des développeurs.
secret-other-bot = C’est le jeton d’un autre bot, { $name }. Les tickets de ce serveur appartiennent à celui d’aujourd’hui.
secret-unasked = Discord ne répond pas, le jeton ne peut donc pas être vérifié. Réessayez dans une minute.
secret-not-written = Le fichier n’a pas pu être écrit : { $why }

## The bot

bot-title = Bot
bot-lead = L’état du bot, et ce qu’il doit faire. Le panneau continue quoi qu’il lui arrive.
bot-status = Connexion
bot-connected = Connecté
bot-connected-for = depuis
bot-connecting = Non connecté
bot-stopped = Arrêté
bot-stopped-help = Rien n’est envoyé ni reçu. Ce que les membres écrivent entre-temps est repris au démarrage du bot.
bot-nobody = Ne tourne pas
bot-nobody-help = Aucun serveur ne fait tourner le bot en ce moment. Vérifiez qu’il y en a un avec le rôle « all » ou « bot ».
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
bot-stop-help = Tant que le bot est arrêté, tout attend et rien ne se perd.
refusal-bot-is-running = Le bot tourne déjà.
refusal-bot-is-stopped = Le bot est arrêté.
refusal-maintenance = Rustmail est en maintenance. Seuls les super-administrateurs peuvent utiliser les commandes pour l’instant.
refusal-no-bot-name = Le nom d’un bot a de 2 à 32 caractères, sans espaces autour.
refusal-no-picture = Choisissez une image PNG, JPEG, GIF ou WebP.
refusal-picture-too-large = Une image peut avoir au plus { $limit } Mo.
maintenance-title = Maintenance
maintenance-lead = Tant qu’elle dure, seuls les super-administrateurs peuvent utiliser les commandes. Les membres écrivent comme toujours : tout est gardé dans leurs tickets, et chacun apprend une fois que les réponses prendront plus de temps.
maintenance-on = Maintenance en cours
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
snippets-search = Chercher dans les clés et les textes
snippets-search-apply = Chercher
snippets-tabs = Quelles réponses types
snippets-in-use = Utilisées
snippets-removed = Retirées
snippets-more = Suite
snippets-none = Il n’y a pas encore de réponse type
snippets-none-advice = Enregistrez une réponse que vous donnez souvent : tout le monde pourra l’envoyer en quelques lettres.
snippets-none-removed = Aucune réponse type n’a été retirée
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

## Categories

categories-title = Catégories
categories-lead = Le sujet des tickets, l’emplacement de leurs salons et qui, dans l’équipe, les voit. Au plus { $most } peuvent être actives.
categories-list = Les catégories dans leur ordre
categories-discord-silent = Discord ne répond pas pour le moment : rôles et salons sont désignés par leurs identifiants.
categories-none = Il n’y a pas encore de catégorie
categories-none-advice = Sans catégories, chaque ticket va dans la boîte de réception et toute l’équipe le voit.
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
refusal-category-name-invalid = Une catégorie a besoin d’un nom, de 80 caractères au plus.
refusal-category-name-taken = Une autre catégorie porte le nom « { $name } ».
refusal-category-description-too-long = Une description compte 200 caractères au plus.
refusal-not-an-emoji = Ce n’est pas un émoji. Choisissez-en un, ou écrivez l’un de ceux de votre serveur sous la forme <:nom:identifiant>.
refusal-too-many-categories = 24 catégories sont actives, ce qui est le maximum. Désactivez-en une d’abord.
refusal-category-out-of-sight = Vous ne voyez pas les tickets de cette catégorie : vous ne pouvez donc pas la modifier.

## Refus concernant le travail sur les tickets

refusal-category-not-found = Cette catégorie n’existe pas.
refusal-category-disabled = Cette catégorie est désactivée. Choisissez-en une autre.
refusal-only-people = Seule une personne peut prendre un ticket en charge.
refusal-taken-by = { $name } a ce ticket en charge. Reprenez-le si c’est ce que vous voulez.
refusal-not-taken = Personne n’a ce ticket en charge.
refusal-cannot-work-it = Cette personne ne peut pas, ou ne peut plus, traiter ce ticket.
refusal-not-closed = Ce ticket est ouvert.
refusal-not-a-tag = Écrivez une étiquette d’au plus 32 caractères : des lettres et des chiffres, avec - _ . ou + entre eux.
refusal-too-many-tags = Un ticket a au plus { $limit } étiquettes. Retirez-en d’abord une autre.
refusal-member-blocked = Ce membre est bloqué. Levez d’abord le blocage.
refusal-block-not-found = Ce blocage n’existe pas.
refusal-block-ended = Ce blocage a déjà pris fin.
refusal-block-too-long = Un blocage dure au plus dix ans. Laissez la durée vide pour bloquer définitivement.

## Members

members-title = Membres
members-search = Nom ou identifiant
members-search-apply = Chercher
members-more = Contacts plus anciens
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
blocks-none-ended = Aucun blocage n’est encore terminé
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
