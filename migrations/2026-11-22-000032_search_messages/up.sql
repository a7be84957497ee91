-- Words as they are compared: without accents, and apart wherever punctuation stands. The extension that does the like may be missing
-- or forbidden where Postgres is rented, so this is made of what every Postgres has.
CREATE FUNCTION folded(words TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN translate(
    CASE WHEN octet_length(words) = char_length(words) THEN words
         ELSE regexp_replace(normalize(words, NFKD), '[\u0300-\u036f]', '', 'g') END,
    '!"#$%&''()*+,-./:;<=>?@[\]^_`{|}~', repeat(' ', 32)
);

-- What a message says, as words. Our own greetings say the same in every ticket and are not searched.
ALTER TABLE messages ADD COLUMN search TSVECTOR NOT NULL GENERATED ALWAYS AS (
    to_tsvector('simple'::regconfig,
        CASE WHEN kind = 'system' THEN '' ELSE folded(content || ' ' || coalesce(forwarded, '')) END)
) STORED;
-- What a search costs is foreseen from how frequent its words are.
ALTER TABLE messages ALTER COLUMN search SET STATISTICS 300;
-- Beside its words, a message is found by the stretch of 16384 ids that it lies in: of a frequent word, the newest messages can be
-- looked up without those of all years. A list of what is still to be sorted in would be read by every search, so there is none.
CREATE INDEX messages_by_word ON messages USING gin (search, (ARRAY[id >> 14])) WITH (fastupdate = off);

-- A person's names, as words.
ALTER TABLE users ADD COLUMN search TSVECTOR NOT NULL GENERATED ALWAYS AS (
    to_tsvector('simple'::regconfig, folded(username || ' ' || coalesce(display_name, '')))
) STORED;
CREATE INDEX users_by_word ON users USING gin (search) WITH (fastupdate = off);

-- About how many messages match, from the statistics alone.
CREATE FUNCTION foreseen_matches(wanted TSQUERY) RETURNS BIGINT LANGUAGE plpgsql AS $$
DECLARE
    plan JSON;
BEGIN
    EXECUTE format('EXPLAIN (FORMAT JSON) SELECT FROM messages WHERE search @@ %L::tsquery', wanted) INTO plan;
    RETURN (plan -> 0 -> 'Plan' ->> 'Plan Rows')::NUMERIC;
END
$$;
