-- What staff call a ticket, as words: a list is narrowed by them.
CREATE INDEX tickets_by_label ON tickets USING gin (to_tsvector('simple'::regconfig, folded(label)))
    WITH (fastupdate = off) WHERE label IS NOT NULL;
