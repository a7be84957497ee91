-- Everything that a person of the staff may be allowed to do.
ALTER TABLE grants DROP CONSTRAINT grants_permission_check;
ALTER TABLE grants ADD CONSTRAINT grants_permission_check CHECK (
    permission IN (
        'view_panel', 'view_tickets', 'manage_tickets', 'view_configuration', 'edit_configuration', 'manage_api_keys',
        'manage_categories', 'manage_snippets', 'manage_bot', 'manage_permissions'
    )
);
