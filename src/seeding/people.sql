-- People: members first, then the staff, with ids that no account of Discord has.
INSERT INTO users (id, username, display_name, updated_at)
SELECT 1000000 + n,
       first || '_' || n,
       CASE WHEN n % 5 = 0 THEN NULL ELSE initcap(first) || ' ' || initcap(last) END,
       $3
  FROM generate_series(1, $1 + $2) AS n,
       LATERAL (SELECT (ARRAY['ada', 'ben', 'chloe', 'dara', 'emil', 'farah', 'gus', 'hana', 'ivan', 'jun', 'kofi', 'lena', 'mateo',
                              'nadia', 'oren', 'priya', 'quinn', 'rosa', 'soren', 'tess'])[1 + n % 20] AS first,
                       (ARRAY['abara', 'brandt', 'castel', 'dvorak', 'eriksen', 'ferreira', 'gallo', 'haddad', 'ito', 'jansen', 'kaya',
                              'lopez', 'moreau', 'novak', 'okafor', 'petrov', 'rossi'])[1 + n / 20 % 17] AS last) AS names;
