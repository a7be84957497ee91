-- What staff have set while the server runs. Each version is whole: `settings` holds every key that differs from the configuration
-- file, and the newest version is in effect. Going back is a new version, too; nothing is ever changed or removed.
CREATE TABLE settings_versions (
    -- Counted without gaps: of two who save at once, one makes this number.
    number BIGINT PRIMARY KEY CHECK (number > 0),
    at TIMESTAMPTZ NOT NULL,
    author_id BIGINT,
    author_name TEXT NOT NULL,
    settings JSONB NOT NULL CHECK (jsonb_typeof(settings) = 'object'),
    -- What this version changed, with the values as they were in effect: [{"key", "old", "new"}].
    changes JSONB NOT NULL CHECK (jsonb_typeof(changes) = 'array'),
    -- The version that was gone back to; 0 is the configuration file.
    rolled_back_to BIGINT CHECK (rolled_back_to >= 0)
);

CREATE FUNCTION refuse_to_change_settings_versions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'versions of the settings are never changed or removed' USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER settings_versions_are_append_only BEFORE UPDATE OR DELETE ON settings_versions
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_settings_versions();
CREATE TRIGGER settings_versions_are_never_emptied BEFORE TRUNCATE ON settings_versions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_settings_versions();

-- Every process hears that what staff have set is another now.
CREATE FUNCTION announce_standing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('rustmail_standing', '');
    RETURN NULL;
END
$$;

CREATE TRIGGER settings_versions_are_announced AFTER INSERT ON settings_versions
    FOR EACH STATEMENT EXECUTE FUNCTION announce_standing();
