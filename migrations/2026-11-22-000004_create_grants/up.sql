-- A permission given to a user or to a role of the staff server.
CREATE TABLE grants (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    subject_kind TEXT NOT NULL CHECK (subject_kind IN ('user', 'role')),
    subject_id BIGINT NOT NULL CHECK (subject_id > 0),
    permission TEXT NOT NULL CHECK (
        permission IN ('view_panel', 'view_tickets', 'manage_tickets', 'manage_api_keys')
    ),
    granted_by BIGINT NOT NULL REFERENCES users (id),
    granted_at TIMESTAMPTZ NOT NULL,
    UNIQUE (subject_kind, subject_id, permission)
);
