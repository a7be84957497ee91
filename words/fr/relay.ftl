# What Rustmail itself says on Discord: in ticket channels, in direct messages, in the log channel.

channel-speaker-anonymous = { $name } (anonyme)
channel-speaker-note = { $name } (note)
channel-reply-number = Réponse n° { $number } · { $prefix }edit { $number } pour la modifier
channel-not-delivered = Non remise
channel-outdated = Modification non remise
channel-deleted = Supprimé par son auteur
channel-edited = Modifié
channel-closure-scheduled = **{ $name }** a programmé la fermeture de ce ticket : { $due }. Un nouveau message du membre l’annule.
channel-closed = **{ $name }** a fermé ce ticket. Ce salon disparaît { $due }, à moins que le ticket ne soit rouvert.
channel-closure-cancelled = **{ $name }** a annulé la fermeture programmée. Ce ticket reste ouvert.
channel-closure-overruled = Le membre a écrit : la fermeture programmée est annulée. Ce ticket reste ouvert.
channel-reply-failed = La réponse n° { $number } n’est pas parvenue au membre : { $reason }
channel-change-failed = Une modification de la réponse n° { $number } n’est pas parvenue au membre, qui l’a encore telle qu’elle était : { $reason }
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
failure-file-gone = Le fichier n’est plus sur Discord.
failure-bot-not-allowed = Il manque une permission au bot à cet endroit.
silence-status = une réponse de statut { $status } est arrivée
silence-slow = cela prend plus { $count ->
    [one] d’une seconde
   *[other] de { $count } secondes
}
silence-network = le réseau dit « { $reason } »
setback-refused = Discord dit : « { $message } » ({ $code }).
setback-limited = Discord demande d’attendre { $count ->
    [one] une seconde
   *[other] { $count } secondes
}.
setback-broken = Discord n’a pas répondu comme il faut : sa réponse, ou celle d’un intermédiaire, porte le statut { $status }.
setback-slow = Discord met plus { $count ->
    [one] d’une seconde
   *[other] de { $count } secondes
} à répondre.
setback-unreached = Discord n’a pas pu être joint : « { $reason } ».
setback-deleted = Il a été supprimé avant de pouvoir être envoyé.
setback-no-channel = Le ticket n’a pas de salon.
setback-no-place = La catégorie Discord dans laquelle le salon devait être créé n’existe plus. Choisissez une autre boîte de réception sur la page Configuration, ou une autre catégorie Discord pour la catégorie du ticket, puis réessayez.
setback-fault = Une erreur s’est produite de notre côté : « { $reason } ». Le journal du serveur en dit plus.
setback-no-server = Le serveur n’existe plus, ou le bot n’en fait pas partie.
setback-no-person = Discord ne trouve plus cette personne.
setback-no-message = Le message n’existe plus.
setback-no-role = Le rôle n’existe plus.
setback-many-channels = Le serveur a autant de salons que Discord en permet.
setback-too-large = Discord trouve l’envoi trop volumineux.
setback-malformed = Quelque chose dans l’envoi ne convient pas à Discord.
setback-token = Discord ne connaît pas le jeton du bot.
setback-forbidden = Discord ne permet pas cela au bot.
setback-not-found = Discord ne le trouve plus.
attachment-too-large = 📎 { $name } (ce fichier est trop volumineux pour que le bot l’envoie)

## Maintenance

maintenance-notice = Notre équipe est en pleine maintenance : une réponse peut prendre plus de temps que d’habitude. Votre message est bien gardé, et quelqu’un vous répondra ici.

## Ce que l’équipe a fait d’un ticket

channel-taken = **{ $name }** a pris ce ticket en charge.
channel-released = **{ $name }** a rendu ce ticket. Personne ne l’a plus en charge.
channel-transferred = **{ $name }** a confié ce ticket à { $to }.
channel-moved = **{ $name }** a déplacé ce ticket vers **{ $category }**.
channel-moved-to-inbox = **{ $name }** a remis ce ticket dans la boîte de réception.
channel-category-full = La catégorie de ce ticket est pleine sur Discord : elle contient au plus 50 salons. Ce salon reste en dehors, ouvert aux mêmes personnes.
channel-not-changed = Discord n’a pas permis de déplacer ou de renommer ce salon : { $reason }
channel-renamed = **{ $name }** a nommé ce ticket « { $label } ».
channel-label-removed = **{ $name }** a retiré le nom de ce ticket.
channel-tagged = **{ $name }** a ajouté l’étiquette « { $tag } » à ce ticket.
channel-untagged = **{ $name }** a retiré l’étiquette « { $tag } » de ce ticket.
channel-out-of-sight = **{ $name }** ne voit plus ce ticket. Personne ne l’a plus en charge.
channel-prioritised = D’après **{ $name }**, ce ticket { $priority ->
    [low] peut attendre
    [high] passe avant d’autres
    [urgent] est urgent
   *[normal] est comme la plupart des autres
}.
channel-reopened = **{ $name }** a rouvert ce ticket.
channel-member-blocked = **{ $name }** a bloqué le membre : une fois ce ticket fermé, il ne pourra pas en ouvrir d’autre.
channel-member-blocked-until = **{ $name }** a bloqué le membre jusqu’au { $until } : une fois ce ticket fermé, il ne pourra pas en ouvrir d’autre avant.
channel-member-unblocked = **{ $name }** a levé le blocage : le membre peut à nouveau ouvrir des tickets.
channel-block-expired = La durée du blocage est écoulée : le membre peut à nouveau ouvrir des tickets.
reopened-notice = Votre ticket est de nouveau ouvert. Écrivez ici pour continuer.
blocked-until = Votre message n’a pas été transmis : vous ne pouvez pas ouvrir de ticket ici avant le { $until }.
blocked-for-good = Votre message n’a pas été transmis : vous ne pouvez pas ouvrir de ticket ici.
