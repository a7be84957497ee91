INSERT INTO staff (user_id, roles, present, refreshed_at)
SELECT 1000000 + $1 + n, '{2000001}', n % 8 > 0, $3
  FROM generate_series(1, $2) AS n;
