-- What its writer typed, hashed: the same key coming again with another text is no repetition. Only kept of what was written in the
-- panel, and not what it says now, since saved answers are filled in and texts are edited.
ALTER TABLE messages ADD COLUMN fingerprint BYTEA CHECK (octet_length(fingerprint) = 32);
