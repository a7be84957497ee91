
## Ce qu’un message dit autrement que par du texte

message-not-shown = (Ce message contient quelque chose que seul Discord peut montrer.)
message-sticker = Autocollant : { $name }
message-poll = Sondage : { $question }

## Commandes, dans le menu de Discord et dans l’aide. 100 caractères au plus.

command-reply = Dire quelque chose au membre
command-anonreply = Dire quelque chose au membre au nom du support
command-edit = Modifier une de vos réponses
command-delete = Retirer une de vos réponses
command-close = Fermer ce ticket : maintenant, plus tard, ou finalement pas
command-new-thread = Ouvrir un ticket avec un membre, qui l’apprendra avec votre première réponse
command-id = Dire qui est le membre de ce ticket
command-ping = Dire si tout répond, et à quelle vitesse
command-help = Dire ce que font les commandes
parameter-text = Ce qu’il faut dire
parameter-file = Un fichier à joindre
parameter-anonymous = Si c’est dit au nom du support
parameter-number = Le numéro de la réponse
parameter-after = Quand fermer, par exemple 2h ou 1d12h ; tout de suite sinon
parameter-silent = Si le membre n’est pas prévenu
parameter-cancel = S’il faut annuler la fermeture prévue
parameter-reason = Pourquoi, pour mémoire
parameter-user = Le membre
parameter-command = La commande à expliquer

## Réponses aux commandes

reply-queued = La réponse n° { $number } est en route.
reply-edited = La réponse n° { $number } a été modifiée.
reply-deleted = La réponse n° { $number } a été retirée.
ticket-opened-with = Le ticket n° { $ticket } avec { $name } est ouvert. Il ou elle l’apprendra avec votre première réponse.
closed-now = Le ticket est fermé.
closing-later = Le ticket se fermera { $due }.
closing-cancelled = Le ticket ne se fermera plus tout seul.
member-id = Le membre est { $mention } ({ $name }), identifiant `{ $id }`.
pong = Pong. Passerelle { $gateway } ms, Discord { $rest } ms, base de données { $database } ms.
command-usage = Je n’ai pas compris. Écrivez plutôt : `{ $usage }`
command-unknown = Il n’y a pas de commande « { $name } ».
command-failed = Quelque chose a échoué de notre côté, et il se peut que rien n’ait été fait. Réessayez ; si cela persiste, donnez cette référence à l’exploitant : `{ $reference }`
note-not-kept = Ce que vous écrivez ici n’est pas gardé dans le ticket. { $why }
