-- What members wrote before there was a desk went to whatever bot used the account then. What they have written since is waiting to be
-- received, also where nobody knew yet that there is a channel with them.
CREATE TABLE desk (
    id INTEGER PRIMARY KEY DEFAULT 1 CHECK (id = 1),
    began_at TIMESTAMPTZ NOT NULL
);
INSERT INTO desk (began_at) SELECT least(now(), min(at)) FROM events;
