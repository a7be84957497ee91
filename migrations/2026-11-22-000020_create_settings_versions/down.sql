DROP TABLE settings_versions;
DROP FUNCTION refuse_to_change_settings_versions;
DROP FUNCTION announce_standing;
