-- A member's tickets by when somebody last wrote in them: the newest stands for the member in the list of members.
CREATE INDEX tickets_of_members_by_activity ON tickets (member_id, last_activity_at DESC, id DESC);
