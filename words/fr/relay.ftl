# What Rustmail itself says on Discord: in ticket channels, in direct messages, in the log channel.

channel-speaker-anonymous = { $name } (anonyme)
channel-speaker-note = { $name } (note)
channel-reply-number = Réponse n° { $number } · { $prefix }edit { $number } pour la modifier
channel-not-delivered = Non remise
channel-deleted = Supprimé par son auteur
channel-edited = Modifié
channel-closure-scheduled = **{ $name }** a programmé la fermeture de ce ticket : { $due }. Un nouveau message du membre l’annule.
channel-closure-cancelled = **{ $name }** a annulé la fermeture programmée. Ce ticket reste ouvert.
channel-closure-overruled = Le membre a écrit : la fermeture programmée est annulée. Ce ticket reste ouvert.
channel-reply-failed = La réponse n° { $number } n’est pas parvenue au membre : { $reason }
channel-notice-failed = Un message automatique n’est pas parvenu au membre : { $reason }
forwarded-message = ↪ *Message transféré*
attachment-lost = 📎 { $name } (ce fichier n’a pas pu être récupéré sur Discord)
attachment-linked = 📎 { $name } : { $url }
turned-away = Votre message n’a pas été transmis : seuls les membres du serveur de la communauté peuvent ouvrir un ticket ici. Rejoignez le serveur et écrivez de nouveau.
recap-ticket =
    Ticket **n° { $ticket }** avec { $member } (`{ $id }`)
    { $origin ->
        [staff] Ouvert par { $name }. Le membre l’apprendra avec la première réponse.
        [api] Ouvert par l’API, par { $name }.
       *[member] Ouvert par un message privé.
    }
    { $url }
recap-created = Compte créé
recap-joined = Arrivée
recap-earlier = Tickets précédents
recap-roles = Rôles
recap-no-roles = Aucun
recap-nickname = Pseudo
recap-unknown = Absent du serveur de la communauté
logs-ticket-closed = Le ticket n° { $ticket } a été fermé par { $name } : { $url }
failure-dms-closed = Le membre n’accepte pas les messages privés du bot : il les a fermés, ou il a bloqué le bot.
failure-no-common-server = Le membre n’a plus de serveur en commun avec le bot.
failure-channel-gone = Le salon n’existe plus.
failure-bot-not-allowed = Il manque une permission au bot à cet endroit.
attachment-too-large = 📎 { $name } (ce fichier est trop volumineux pour que le bot l’envoie)
