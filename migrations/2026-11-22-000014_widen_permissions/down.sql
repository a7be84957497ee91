DELETE FROM grants WHERE permission NOT IN ('view_panel', 'view_tickets', 'manage_tickets', 'manage_api_keys');
ALTER TABLE grants DROP CONSTRAINT grants_permission_check;
ALTER TABLE grants ADD CONSTRAINT grants_permission_check CHECK (
    permission IN ('view_panel', 'view_tickets', 'manage_tickets', 'manage_api_keys')
);
