-- Eight that everybody of the staff sees, and one that only a role does.
INSERT INTO categories (name, emoji, staff_roles, position, enabled, created_at)
SELECT name, emoji, CASE WHEN name = 'Appeals' THEN '{2000002}'::bigint[] ELSE '{}' END, place, TRUE, $1
  FROM unnest(
           ARRAY['Account', 'Billing', 'Bug report', 'Events', 'Feedback', 'Moderation', 'Partnership', 'Other', 'Appeals'],
           ARRAY['👤', '💳', '🐞', '🎉', '💬', '🛡️', '🤝', '📦', '⚖️']
       ) WITH ORDINALITY AS listed (name, emoji, place);
