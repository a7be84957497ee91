-- A form or a program that asks for the same key again gets no second one.
ALTER TABLE api_keys ADD COLUMN idempotency_key TEXT UNIQUE;
