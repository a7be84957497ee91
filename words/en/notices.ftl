# What was just done, and how somebody reads the panel.

notice-undo = Undo
notice-bring-text-back = Bring the text back

done-view-saved = The view “{ $name }” is saved.
done-view-updated = The view “{ $name }” shows this list now.
done-view-renamed = The view is called “{ $name }” now.
done-view-removed = The view “{ $name }” is removed.
done-blocked = { $name } can open no tickets now.
done-block-changed = The block of { $name } is changed.
done-block-lifted = { $name } can open tickets again.
done-member-blocked = The member can open no tickets now.
done-member-block-lifted = The member can open tickets again.
done-snippet-saved = The snippet /{ $key } is saved.
done-snippet-removed = The snippet is removed: nobody can use it any more.
done-snippet-returned = The snippet can be used again.
done-category-saved = The category “{ $name }” is saved.
done-category-removed = The category is removed.
done-category-returned = The category “{ $name }” is in use again.
done-key-revoked = The key is revoked: nothing can be done with it any more.
done-key-deleted = The key is deleted.
done-granted = The permissions are given.
done-grant-taken-back = “{ $permission }” is taken back.
done-session-ended = The session is ended. That browser has to sign in again.
done-sessions-ended = The other sessions are ended.
done-sessions-of-person-ended = All sessions of this person are ended.
done-delivery-retried = It is tried again now.
done-deliveries-retried = All of them are tried again now.
done-delivery-given-up = It is given up.
done-maintenance-begun = Maintenance has begun.
done-maintenance-ended = Maintenance is over.
done-settings-restored = The settings of version { $number } are in effect again.
done-settings-of-file-restored = The settings of the configuration file are in effect again.
done-taken = The ticket is yours.
done-released = Nobody has the ticket now.
done-transferred = The ticket is handed over.
done-given-back = The ticket is back with whoever had it.
done-moved = The ticket is in another category now.
done-prioritised = The priority is changed.
done-labelled = The name of the ticket is changed.
done-tagged = The tag “{ $tag }” is added.
done-untagged = The tag “{ $tag }” is removed.
done-closed = The ticket is closed.
done-closing-later = The ticket will be closed on { $when }.
done-kept-open = The ticket stays open.
done-closing-restored = The ticket will be closed as it was to be before.
done-reopened = The ticket is open again.
done-draft-discarded = The draft is discarded.

reading-title = How you read the panel
reading-zone = Time zone
reading-zone-automatic = Automatic ({ $zone })
reading-zone-browser = Automatic: that of the browser
reading-exact = Exact times
reading-exact-help = Shows day and time in place of “5 minutes ago”.
reading-save = Save

sign-in-typed = What you had typed. Nothing was sent: copy it before you sign in.

composer-kept-files = Files that are kept with this draft
composer-kept-file-remove = Remove
composer-kept-file-remove-what = Remove { $name }
composer-save-draft = Save draft

row-gone = No longer in this list

deliveries-give-up-warning = It will not be done on Discord, and cannot be tried again.
deliveries-give-up-confirm = Give it up
