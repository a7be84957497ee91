-- What the dashboard counts is kept by the database itself, in the transaction that changes what is counted, whichever verb does it.
--
-- A fact is one thing that counts: a ticket was created, closed or first answered, a reply was written. A change of what is counted
-- appends the facts that came to be, and those that are no more with the opposite sign, to `statistics_pending`. Appending makes
-- nobody wait for anybody. From time to time the pending facts are folded into the roll-ups; until then readers add them up
-- themselves.

-- The time zone in which the days of the roll-ups begin and end.
CREATE TABLE statistics_basis (
    is_only BOOLEAN PRIMARY KEY DEFAULT TRUE CHECK (is_only),
    zone TEXT NOT NULL
);
INSERT INTO statistics_basis (zone) VALUES ('UTC');

CREATE TABLE statistics_pending (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('created', 'closed', 'responded', 'replied')),
    at TIMESTAMPTZ NOT NULL,
    category_id BIGINT,
    -- Whose doing it was.
    user_id BIGINT,
    -- How long it took, in milliseconds.
    ms BIGINT,
    amount INTEGER NOT NULL
);

-- In each roll-up the category 0 stands for all tickets, with and without a category. Who may not see some categories sees the
-- difference.
CREATE TABLE statistics_days (
    category_id BIGINT NOT NULL,
    day DATE NOT NULL,
    created BIGINT NOT NULL,
    closed BIGINT NOT NULL,
    resolution_ms BIGINT NOT NULL,
    responses BIGINT NOT NULL,
    response_ms BIGINT NOT NULL,
    PRIMARY KEY (category_id, day)
);
CREATE INDEX statistics_days_by_day ON statistics_days (day);

CREATE TABLE statistics_people (
    category_id BIGINT NOT NULL,
    day DATE NOT NULL,
    user_id BIGINT NOT NULL,
    replies BIGINT NOT NULL,
    closed BIGINT NOT NULL,
    responses BIGINT NOT NULL,
    response_ms BIGINT NOT NULL,
    PRIMARY KEY (category_id, day, user_id)
);

-- How often something took how long: the buckets that are not empty, in order, and how much each holds.
CREATE TABLE statistics_spreads (
    category_id BIGINT NOT NULL,
    measure TEXT NOT NULL CHECK (measure IN ('response', 'resolution')),
    day DATE NOT NULL,
    buckets INTEGER[] NOT NULL,
    counts INTEGER[] NOT NULL,
    PRIMARY KEY (category_id, measure, day),
    CHECK (cardinality(buckets) = cardinality(counts))
);

-- Each bucket is 3 % wider than the one before, so that any value in it is at most 1.5 % from its middle.
CREATE FUNCTION statistics_bucket(ms BIGINT) RETURNS INTEGER LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN ms < 1 THEN 0 ELSE 1 + ceil(ln(ms::float8) / ln(1.03::float8))::integer END
$$;

CREATE FUNCTION statistics_ms(since TIMESTAMPTZ, until TIMESTAMPTZ) RETURNS BIGINT LANGUAGE sql IMMUTABLE AS $$
    SELECT floor(extract(epoch FROM until - since) * 1000)::bigint
$$;

-- In a ticket that staff or a program opened nobody waits for a response.
CREATE FUNCTION statistics_of_ticket(ticket tickets)
    RETURNS TABLE (kind TEXT, at TIMESTAMPTZ, category_id BIGINT, user_id BIGINT, ms BIGINT) LANGUAGE sql IMMUTABLE AS $$
    SELECT 'created', ticket.opened_at, ticket.category_id, NULL::bigint, NULL::bigint
     WHERE ticket.opened_at IS NOT NULL
    UNION ALL
    SELECT 'closed', ticket.closed_at, ticket.category_id, ticket.closed_by, statistics_ms(ticket.opened_at, ticket.closed_at)
     WHERE ticket.closed_at IS NOT NULL
    UNION ALL
    SELECT 'responded', ticket.first_reply_at, ticket.category_id, ticket.first_reply_by,
           statistics_ms(ticket.opened_at, ticket.first_reply_at)
     WHERE ticket.first_reply_at IS NOT NULL AND ticket.origin = 'member'
$$;

-- Every fact, from the raw rows: what the roll-ups and the pending facts add up to.
CREATE FUNCTION statistics_facts()
    RETURNS TABLE (kind TEXT, at TIMESTAMPTZ, category_id BIGINT, user_id BIGINT, ms BIGINT) LANGUAGE sql STABLE AS $$
    SELECT fact.kind, fact.at, fact.category_id, fact.user_id, fact.ms
      FROM tickets CROSS JOIN LATERAL statistics_of_ticket(tickets) AS fact
    UNION ALL
    SELECT 'replied', messages.created_at, tickets.category_id, messages.author_id, NULL::bigint
      FROM messages JOIN tickets ON tickets.id = messages.ticket_id
     WHERE messages.kind = 'reply' AND messages.author_id IS NOT NULL
$$;

CREATE FUNCTION count_ticket() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO statistics_pending (kind, at, category_id, user_id, ms, amount)
    SELECT change.kind, change.at, change.category_id, change.user_id, change.ms, sum(change.amount)
      FROM (
          SELECT fact.*, 1 AS amount FROM statistics_of_ticket(NEW) AS fact
          UNION ALL
          SELECT fact.*, -1 FROM statistics_of_ticket(OLD) AS fact
      ) AS change
     GROUP BY change.kind, change.at, change.category_id, change.user_id, change.ms
    HAVING sum(change.amount) <> 0;
    -- The replies move to the other category together with their ticket.
    IF TG_OP = 'UPDATE' AND OLD.category_id IS DISTINCT FROM NEW.category_id THEN
        INSERT INTO statistics_pending (kind, at, category_id, user_id, amount)
        SELECT 'replied', messages.created_at, side.category_id, messages.author_id, side.amount
          FROM messages CROSS JOIN (VALUES (OLD.category_id, -1), (NEW.category_id, 1)) AS side (category_id, amount)
         WHERE messages.ticket_id = NEW.id AND messages.kind = 'reply' AND messages.author_id IS NOT NULL;
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER tickets_are_counted AFTER INSERT OR DELETE ON tickets
    FOR EACH ROW EXECUTE FUNCTION count_ticket();
CREATE TRIGGER changed_tickets_are_counted AFTER UPDATE ON tickets
    FOR EACH ROW WHEN (
        (OLD.origin, OLD.opened_at, OLD.closed_at, OLD.closed_by, OLD.category_id, OLD.first_reply_at, OLD.first_reply_by)
        IS DISTINCT FROM
        (NEW.origin, NEW.opened_at, NEW.closed_at, NEW.closed_by, NEW.category_id, NEW.first_reply_at, NEW.first_reply_by)
    ) EXECUTE FUNCTION count_ticket();

CREATE FUNCTION count_reply() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Nobody may move the ticket to another category until this reply is there to be moved with it.
    PERFORM FROM tickets WHERE id IN (OLD.ticket_id, NEW.ticket_id) ORDER BY id FOR SHARE;
    INSERT INTO statistics_pending (kind, at, category_id, user_id, amount)
    SELECT 'replied', side.at, tickets.category_id, side.author_id, side.amount
      FROM (
          VALUES (OLD.ticket_id, OLD.kind, OLD.author_id, OLD.created_at, -1),
                 (NEW.ticket_id, NEW.kind, NEW.author_id, NEW.created_at, 1)
      ) AS side (ticket_id, kind, author_id, at, amount)
      JOIN tickets ON tickets.id = side.ticket_id
     WHERE side.kind = 'reply' AND side.author_id IS NOT NULL;
    RETURN NULL;
END
$$;

CREATE TRIGGER replies_are_counted AFTER INSERT ON messages
    FOR EACH ROW WHEN (NEW.kind = 'reply') EXECUTE FUNCTION count_reply();
CREATE TRIGGER changed_replies_are_counted AFTER UPDATE ON messages
    FOR EACH ROW WHEN (
        (OLD.ticket_id, OLD.kind, OLD.author_id, OLD.created_at)
        IS DISTINCT FROM (NEW.ticket_id, NEW.kind, NEW.author_id, NEW.created_at)
    ) EXECUTE FUNCTION count_reply();
CREATE TRIGGER removed_replies_are_counted AFTER DELETE ON messages
    FOR EACH ROW WHEN (OLD.kind = 'reply') EXECUTE FUNCTION count_reply();

-- How many tickets are open, and on whom they wait, for each category.
CREATE INDEX open_tickets_by_turn ON tickets (waiting_on, category_id) WHERE closed_at IS NULL;

-- What was there before is counted like everything that comes.
INSERT INTO statistics_pending (kind, at, category_id, user_id, ms, amount)
SELECT kind, at, category_id, user_id, ms, 1 FROM statistics_facts();
