### Ce qu’on lit pendant l’installation.

setup-steps = Étapes de l’installation
setup-step-token = Bot
setup-step-servers = Serveurs
setup-step-category = Réception
setup-step-panel = Panneau et personnes
setup-step-language = Langue
setup-step-review = Vérification
setup-title-token = De quel bot s’agit-il ?
setup-title-servers = Dans quels serveurs travaille-t-il ?
setup-title-category = Où vont les tickets ?
setup-title-panel = Le panneau, et qui peut faire quoi
setup-title-language = Langue et heure
setup-title-review = Est-ce bien cela ?
setup-bot = Le bot est { $bot }.
setup-next = Continuer
setup-back = Retour
setup-write = Écrire et démarrer
setup-look-again = Regarder à nouveau
setup-choose = Choisir…
setup-change = Modifier
setup-portal = Ouvrir le portail des développeurs de Discord

## Bot

setup-token-lead = Rustmail parle sur Discord par un bot qui vous appartient. Rien n’est écrit avant la dernière étape.
setup-token-advice-make = Créez une application, ou choisissez-en une que vous avez déjà.
setup-token-advice-intents = Sur sa page « Bot », activez « Server Members Intent » et « Message Content Intent », puis enregistrez.
setup-token-advice-copy = Sur la même page, choisissez « Reset Token » et copiez le jeton.
setup-token = Jeton
setup-token-help = Qui détient le jeton est le bot. Il n’est envoyé qu’à Discord, et n’est plus jamais affiché.
setup-secret-held = Il y en a déjà un. Laissez le champ vide pour le garder.
setup-token-missing = Collez le jeton du bot.
setup-token-unknown = Discord ne connaît pas ce jeton. Réinitialisez-le sur la page « Bot » du portail des développeurs, et collez le nouveau.
setup-token-known = Discord connaît ce bot : { $bot }.
setup-plain = Cette page est arrivée en clair par un réseau
setup-plain-early = Qui écoute en chemin lirait le jeton et les secrets que vous allez saisir. Avant de commencer, ouvrez un tunnel vers la machine où tourne Rustmail, puis cette adresse avec localhost à la place du nom de la machine ; ou placez devant un proxy inverse avec TLS :
setup-plain-late = Qui écoute en chemin lit le jeton et les secrets que vous saisissez. Pour plus de sûreté, arrêtez Rustmail, redémarrez-le, ouvrez un tunnel vers sa machine, puis la nouvelle adresse avec localhost ; ou placez devant un proxy inverse avec TLS :
setup-intents-missing = Le bot ne peut pas lire ce qu’il doit lire. Ces options sont désactivées :
setup-intents-remedy = Activez-les sous « Privileged Gateway Intents » sur la page « Bot », enregistrez, puis regardez à nouveau.
setup-intent-members = Server Members Intent
setup-intent-message-content = Message Content Intent
setup-unanswered = Discord ne répond pas : { $reason }.
setup-unanswered-advice = Vérifiez que cette machine atteint Discord, puis regardez à nouveau. Ce que vous avez saisi est gardé.

## Serveurs

setup-servers-lead = Les membres écrivent au bot ; leurs tickets deviennent des salons que seule l’équipe voit.
setup-servers-none = Le bot n’est encore dans aucun serveur
setup-servers-none-advice = Faites-le entrer dans votre serveur, ou dans les deux si votre équipe a le sien. Puis regardez à nouveau.
setup-servers-other = Le bot doit être dans un serveur pour que vous puissiez le choisir.
setup-invite = Faire entrer le bot dans un serveur
setup-mode = Où se trouvent les membres et l’équipe ?
setup-mode-single = Dans un seul serveur
setup-mode-single-help = Les permissions de la catégorie cachent aux membres les salons des tickets.
setup-mode-dual = Dans deux serveurs
setup-mode-dual-help = L’équipe travaille dans un serveur que les membres ne voient jamais.
setup-server = Serveur
setup-server-community = Serveur des membres
setup-server-staff = Serveur de l’équipe
setup-server-missing = Choisissez un serveur où se trouve le bot.
setup-server-same = Choisissez un autre serveur que celui des membres, ou un seul serveur pour tous.

## Réception

setup-category-lead = Chaque ticket reçoit un salon dans cette catégorie. Veillez à ce que seule l’équipe puisse la voir.
setup-category = Catégorie de { $server }
setup-category-none = Il n’y a pas encore de catégorie dans { $server }
setup-category-none-advice = Dans Discord, ouvrez le menu du serveur, choisissez « Créer une catégorie », appelez-la par exemple « Tickets » et rendez-la privée. Donnez-y accès au bot, puis regardez à nouveau.
setup-category-missing = Choisissez une catégorie.
setup-category-lacks = Le bot ne peut pas faire ceci ici : { $permissions }.
setup-category-doubt = Dans cette catégorie, le bot ne peut pas faire tout ce qu’il doit faire : { $permissions }.
setup-category-doubt-advice = Donnez ces permissions au bot dans les paramètres de la catégorie ou de son rôle, puis regardez à nouveau.
setup-category-open = Tout le serveur peut voir cette catégorie : des membres liraient les tickets des autres.
setup-category-open-advice = Dans Discord, modifiez la catégorie et rendez-la privée sous « Permissions ». Donnez-y accès à l’équipe et au bot, puis regardez à nouveau.
setup-category-full = Cette catégorie a 50 salons, tout ce que Discord permet d’y mettre : les salons des tickets seraient créés en dehors.
setup-category-full-advice = Sortez-en des salons, ou créez une catégorie pour les seuls tickets, puis regardez à nouveau.
setup-category-anyway = Continuer malgré tout
setup-permission-view-channels = Voir les salons
setup-permission-manage-channels = Gérer les salons
setup-permission-send-messages = Envoyer des messages
setup-permission-manage-messages = Gérer les messages
setup-permission-embed-links = Intégrer des liens
setup-permission-attach-files = Joindre des fichiers
setup-permission-read-message-history = Voir les anciens messages

## Panneau et personnes

setup-panel-lead = L’équipe peut répondre dans Discord seulement, ou aussi depuis un panneau dans le navigateur.
setup-panel-enable = Servir le panneau et l’API
setup-panel-enable-help = Vous pourrez l’activer plus tard dans le fichier de configuration.
setup-client-id = Client ID
setup-client-id-wrong = Saisissez le Client ID de la page « OAuth2 » du portail des développeurs : un nombre comme 123456789012345678.
setup-client-id-other = Ce n’est pas l’application du bot. Le bot { $bot } appartient à l’application dont le Client ID est { $id }.
setup-client-secret = Client Secret
setup-client-secret-help = De la page « OAuth2 » du portail des développeurs. Il n’est plus jamais affiché.
setup-client-secret-missing = Collez le Client Secret, ou désactivez le panneau.
setup-client-secret-wrong = Discord ne connaît pas ce Client Secret pour ce Client ID : personne ne pourrait se connecter. Réinitialisez-le sur la page « OAuth2 » du portail des développeurs, et collez le nouveau.
setup-client-secret-unjudged = Discord ne dit pas si le Client Secret est le bon. Regardez à nouveau avant de continuer : s’il est faux, personne ne peut se connecter.
setup-address = Adresse du panneau
setup-address-help = Comme on la saisit, par exemple https://desk.example.com. Placez devant un proxy inverse avec TLS si on l’atteint par Internet.
setup-address-wrong = Saisissez le protocole et le nom, sans rien derrière : https://desk.example.com ou http://localhost:3002.
setup-redirect = Redirection
setup-redirect-help = Ajoutez cette adresse sous « Redirects » sur la page « OAuth2 », et enregistrez. Sans elle, personne ne peut se connecter.
setup-redirect-none = Dès que l’adresse ci-dessus est complète, ce qu’il faut ajouter sous « Redirects » sur la page « OAuth2 » s’affiche ici.
setup-redirect-again = L’afficher pour une autre adresse
setup-redirect-remember = Personne ne peut se connecter tant que cette redirection ne figure pas sur la page « OAuth2 » :
setup-redirect-listed = Discord connaît la redirection :
setup-redirect-missing = La redirection n’est pas encore inscrite : personne ne pourrait se connecter
setup-redirect-missing-advice = Ajoutez cette adresse sous « Redirects » sur la page « OAuth2 », enregistrez, puis regardez à nouveau. Vous pouvez aussi le faire après le démarrage.
setup-admins = Qui peut tout faire
setup-person = Trouver quelqu’un
setup-person-help = Le nom ou l’identifiant d’un membre du serveur de l’équipe. Commencez par vous-même.
setup-find = Trouver
setup-person-unknown = Personne ne s’appelle ainsi dans le serveur de l’équipe.
setup-person-bot = C’est un bot. On ne peut choisir que des personnes.
setup-person-choose = Cochez la personne que vous voulez, puis continuez.
setup-person-needed = Trouvez et cochez au moins une personne qui peut tout faire, vous-même par exemple.
setup-staff-needed = Même sans panneau, quelqu’un doit répondre : cochez un rôle, ou une personne qui peut tout faire.
setup-roles = Rôles qui traitent les tickets

## Langue

setup-language-lead = L’équipe pourra changer les deux plus tard, et chacun lit le panneau dans sa langue.
setup-language = Langue
setup-language-help = Celle dans laquelle le bot parle à ceux dont la langue n’est pas connue.
setup-time-zone = Fuseau horaire
setup-time-zone-help = Celui des heures qu’on lit, et des jours dans les statistiques.
setup-language-unknown = Choisissez l’une de ces langues.
setup-time-zone-unknown = Choisissez l’un de ces fuseaux horaires.

## Vérification

setup-review-lead = Avec « Écrire et démarrer », le serveur démarre, et dès qu’il le peut ceci devient { $path }, lisible par son seul propriétaire.
setup-fact-server = Serveur
setup-fact-servers = Serveurs
setup-fact-dual = Membres dans { $community }, équipe dans { $staff }
setup-fact-category = Catégorie
setup-fact-panel = Panneau
setup-fact-panel-off = Désactivé
setup-fact-admins = Peuvent tout faire
setup-fact-roles = Traitent les tickets
setup-fact-nobody = Personne
setup-variables = Ces variables d’environnement sont définies. Elles ne sont pas écrites dans le fichier, et l’emportent sur lui :
setup-file = Le fichier { $path }, sans ses secrets
setup-not-written = Rien n’a été écrit. Voici ce qui l’empêche :
setup-file-exists = { $path } est apparu entre-temps. Il n’est jamais écrasé : déplacez-le, ou redémarrez Rustmail pour l’utiliser.
setup-file-refused = { $path } ne peut pas être écrit : { $reason }. Corrigez cela et réessayez ; tout ce que vous avez saisi est gardé.
setup-problem-logs = bot.logs_channel_id manque : l’environnement active le journal (RUSTMAIL_BOT_ENABLE_RUSTMAIL_LOGS). Donnez son salon dans RUSTMAIL_BOT_LOGS_CHANNEL_ID, ou retirez l’autre variable, puis redémarrez.
setup-problem-language = La langue n’est pas de celles que RUSTMAIL_LANGUAGE_SUPPORTED_LANGUAGES nomme. Choisissez-en une autre, ou ajoutez-la là et redémarrez.
setup-problem-public-url = RUSTMAIL_SERVER_PUBLIC_URL donne une autre adresse que celle que vous avez saisie pour le panneau : on ne pourrait pas se connecter. Saisissez la même, ou changez la variable et redémarrez.
setup-problem-bucket = Il manque { $key }, sans quoi le compartiment des pièces jointes ne peut pas servir. Donnez-le dans l’environnement et redémarrez, ou posez RUSTMAIL_ATTACHMENTS_STORE=local.
setup-cannot-start = Le serveur ne peut pas démarrer ainsi. { $reason }

## Démarrage

setup-starting = Le serveur démarre
setup-starting-lead = Le premier démarrage prend quelques secondes ; cette page continue d’elle-même.
setup-runs = Rustmail fonctionne
setup-runs-panel-lead = Le panneau est prêt. Cette page vous y mène.
setup-runs-bot-lead = Le bot est sur Discord, et qui lui écrit ouvre un ticket. Vous pouvez fermer cette page.
setup-open-panel = Ouvrir le panneau

## Portes fermées

setup-begin = Installer Rustmail
setup-begin-advice = À partir d’ici, seul ce navigateur peut le faire. Rien n’est écrit avant la dernière étape.
setup-begin-here = Commencer dans ce navigateur
setup-unknown = Il n’y a rien ici
setup-unknown-advice = Rustmail est en cours d’installation. L’adresse de l’installation se trouve dans le terminal où il a été démarré, ou dans sa sortie.
setup-used = Cette adresse a déjà servi
setup-used-advice = Elle laisse entrer un seul navigateur, et un autre a commencé avec elle. Arrêtez Rustmail et redémarrez-le pour en obtenir une nouvelle.
setup-stranger = Un seul navigateur peut installer Rustmail
setup-stranger-advice = C’est celui qui a commencé à l’adresse du terminal. Si ce n’était pas vous, ou si ses cookies ont disparu, arrêtez Rustmail et redémarrez-le pour obtenir une nouvelle adresse.
setup-forged = Ceci ne venait pas de la page que vous voyez
setup-forged-advice = Revenez en arrière, rechargez la page et réessayez. Rien n’a été changé.
