# Ce qui vient d’être fait, et la manière de lire le panneau.

notice-undo = Annuler
notice-bring-text-back = Reprendre le texte

done-view-saved = La vue « { $name } » est enregistrée.
done-view-updated = La vue « { $name } » affiche désormais cette liste.
done-view-renamed = La vue s’appelle maintenant « { $name } ».
done-view-removed = La vue « { $name } » est supprimée.
done-blocked = { $name } ne peut plus ouvrir de ticket.
done-block-changed = Le blocage de { $name } est modifié.
done-block-lifted = { $name } peut de nouveau ouvrir des tickets.
done-member-blocked = Le membre ne peut plus ouvrir de ticket.
done-member-block-lifted = Le membre peut de nouveau ouvrir des tickets.
done-snippet-saved = La réponse type /{ $key } est à jour.
done-snippet-removed = La réponse type est retirée : plus personne ne peut l’utiliser.
done-snippet-returned = La réponse type peut de nouveau être utilisée.
done-category-saved = La catégorie « { $name } » est enregistrée.
done-category-removed = La catégorie est supprimée.
done-category-returned = La catégorie « { $name } » est de nouveau utilisée.
done-key-revoked = La clé est révoquée : elle ne permet plus rien.
done-key-deleted = La clé est supprimée.
done-granted = Les permissions sont accordées.
done-grant-taken-back = « { $permission } » est retiré.
done-session-ended = La session est terminée. Ce navigateur devra se reconnecter.
done-sessions-ended = Les autres sessions sont terminées.
done-sessions-of-person-ended = Toutes les sessions de cette personne sont terminées.
done-delivery-retried = Un nouvel essai est en cours.
done-deliveries-retried = De nouveaux essais sont en cours.
done-delivery-given-up = L’envoi est abandonné.
done-maintenance-begun = La maintenance a commencé.
done-maintenance-ended = La maintenance est terminée.
done-settings-restored = Les réglages de la version { $number } sont de nouveau en vigueur.
done-settings-of-file-restored = Les réglages du fichier de configuration sont de nouveau en vigueur.
done-taken = Le ticket est à vous.
done-released = Le ticket n’est plus attribué.
done-transferred = Le ticket est transmis.
done-given-back = Le ticket est rendu à qui l’avait.
done-moved = Le ticket a changé de catégorie.
done-prioritised = La priorité est modifiée.
done-labelled = Le nom du ticket est modifié.
done-tagged = L’étiquette « { $tag } » est ajoutée.
done-untagged = L’étiquette « { $tag } » est retirée.
done-closed = Le ticket est fermé.
done-closing-later = Le ticket sera fermé le { $when }.
done-kept-open = Le ticket reste ouvert.
done-closing-restored = Le ticket sera fermé comme prévu auparavant.
done-reopened = Le ticket est rouvert.
done-draft-discarded = Le brouillon est supprimé.

reading-title = Votre façon de lire le panneau
reading-zone = Fuseau horaire
reading-zone-automatic = Automatique ({ $zone })
reading-zone-browser = Automatique : celui du navigateur
reading-exact = Heures exactes
reading-exact-help = Affiche le jour et l’heure au lieu de « il y a 5 minutes ».
reading-save = Enregistrer

sign-in-typed = Votre texte. Rien n’a été envoyé : copiez-le avant de vous connecter.

composer-kept-files = Fichiers gardés avec ce brouillon
composer-kept-file-remove = Retirer
composer-kept-file-remove-what = Retirer { $name }
composer-save-draft = Enregistrer le brouillon

row-gone = N’est plus dans cette liste

deliveries-give-up-warning = Cela ne sera pas fait sur Discord, et ne pourra plus être réessayé.
deliveries-give-up-confirm = Abandonner définitivement
