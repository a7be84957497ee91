-- What is to be made, and the little chance there is in it: the same each time.
CREATE FUNCTION pg_temp.chance(which BIGINT, salt BIGINT) RETURNS FLOAT8 LANGUAGE sql IMMUTABLE AS $$
    SELECT (hashint8extended(which, salt) & 2147483647)::float8 / 2147483648.0
$$;

CREATE FUNCTION pg_temp.pick(choices TEXT[], which BIGINT, salt BIGINT) RETURNS TEXT LANGUAGE sql IMMUTABLE AS $$
    SELECT choices[1 + floor(pg_temp.chance(which, salt) * cardinality(choices))::integer]
$$;

CREATE TEMPORARY TABLE wording ON COMMIT DROP AS SELECT
    ARRAY['Ada', 'Ben', 'Cleo', 'Dario', 'Elif', 'Finn', 'Greta', 'Hugo', 'Ines', 'Jonas', 'Kaia', 'Leo', 'Mira', 'Nils', 'Olga', 'Pia',
          'Quentin', 'Rosa', 'Sven', 'Tara', 'Umberto', 'Vera', 'Wim', 'Xenia', 'Yann', 'Zoe'] AS given_names,
    ARRAY['fox', 'wolf', 'storm', 'river', 'pixel', 'moon', 'ember', 'frost', 'raven', 'comet', 'maple', 'drift', 'spark', 'quill',
          'harbor', 'cedar'] AS handles,
    ARRAY['sword', 'house', 'password', 'account', 'payment', 'invoice', 'server', 'friend list', 'mount', 'guild', 'voucher',
          'subscription', 'picture', 'nickname', 'backup', 'appeal', 'tournament', 'controller', 'update', 'language', 'inventory',
          'discount', 'parcel', 'keyboard', 'match', 'headset', 'launcher', 'quest', 'season pass', 'bank card'] AS things,
    ARRAY['Hello, I have a question about my %s.', 'Hi! Since yesterday my %s is gone.', 'Good evening, my %s does not work any more.',
          'hey can somebody help me with the %s please', 'I was charged twice for the %s.', 'Somebody else has my %s, what can I do?',
          'I would like to change my %s, but the page shows an error.', 'My %s disappeared after the update :('] AS questions,
    ARRAY['I have tried that with the %s already, nothing happens.', 'It is the same on my phone.', 'Thank you, the %s is back!',
          'No, it has been like this since Monday.', 'Here is what it says: "the %s cannot be loaded".', 'ok, I am waiting',
          'That was quick, thanks a lot for the %s.', 'Not yet. Could it be because of the %s?'] AS rejoinders,
    ARRAY['Hello! Let me look into the %s for you.', 'Could you send us a picture of the %s?', 'We have put the %s back, please try again.',
          'Sorry about the trouble with your %s.', 'Please restart, then open the %s once more.', 'Is there anything else we can do?',
          'The %s is on its way, it may take up to an hour.', 'I have passed this on to our colleagues who know the %s.'] AS answers,
    ARRAY['Looks like the known problem with the %s.', 'The log shows nothing about the %s.', 'Asked the others about the %s.',
          'Second time this month.'] AS notes;

CREATE TEMPORARY TABLE plan ON COMMIT DROP AS SELECT
    $TICKETS::bigint AS tickets,
    $MESSAGES::bigint AS messages,
    greatest($TICKETS / 4, 10)::bigint AS members,
    least(greatest($TICKETS / 50, 3), 24)::bigint AS staff,
    -- Discord has room for five hundred channels in a server.
    least($TICKETS / 10, 400)::bigint AS open,
    '$NOW'::timestamptz AS now,
    '$NOW'::timestamptz - make_interval(days => $DAYS) AS first_day,
    100000000000000000 AS first_staff,
    200000000000000000 AS first_member;

INSERT INTO users (id, username, display_name, avatar, updated_at)
SELECT first_staff + one, lower(pg_temp.pick(given_names, one, 1)) || '_' || one, pg_temp.pick(given_names, one, 1), NULL, now
  FROM plan, wording, generate_series(1, staff) AS one
UNION ALL
SELECT first_member + one, lower(pg_temp.pick(given_names, one, 2)) || '_' || pg_temp.pick(handles, one, 3) || one,
       pg_temp.pick(given_names, one, 2) || ' ' || initcap(pg_temp.pick(handles, one, 4)), NULL, now
  FROM plan, wording, generate_series(1, members) AS one;

INSERT INTO categories (name, emoji, position, created_at)
SELECT made.name, made.emoji, made.place, plan.first_day
  FROM plan, (VALUES ('Payments', '💳', 0), ('Technical trouble', '🔧', 1), ('Account', '🔑', 2), ('Appeals', '⚖️', 3),
                     ('Reports', '🚩', 4), ('Partners', '🤝', 5)) AS made (name, emoji, place);

-- The course of each ticket. Members come back in turn, so nobody has two open ones.
CREATE TEMPORARY TABLE course ON COMMIT DROP AS
SELECT one AS id, member_id, helper_id, closer_id, category_id, opened_at, is_open, waits_on_staff,
       opened_at + (ends_at - opened_at) * response AS answered_at, ends_at
  FROM (
      SELECT one,
             first_member + 1 + (one - 1) % members AS member_id,
             first_staff + 1 + floor(pg_temp.chance(one, 11) ^ 2 * staff)::bigint AS helper_id,
             first_staff + 1 + floor(pg_temp.chance(one, 12) ^ 2 * staff)::bigint AS closer_id,
             CASE WHEN pg_temp.chance(one, 13) < 0.85
                  THEN (SELECT min(id) FROM categories) + floor(pg_temp.chance(one, 14) ^ 2 * 6)::bigint END AS category_id,
             opened_at,
             one > tickets - open AS is_open,
             one > tickets - open AND pg_temp.chance(one, 15) < 0.6 AS waits_on_staff,
             0.02 + 0.4 * pg_temp.chance(one, 16) ^ 2 AS response,
             CASE WHEN one > tickets - open THEN now - (now - opened_at) * 0.2 * pg_temp.chance(one, 17)
                  ELSE least(now, opened_at + make_interval(secs => exp(5.5 + 7.5 * pg_temp.chance(one, 18)))) END AS ends_at
        FROM plan, generate_series(1, tickets) AS one,
             LATERAL (SELECT first_day + (now - first_day) * ((one - pg_temp.chance(one, 19)) / tickets) AS opened_at) AS opening
  ) AS drawn;
