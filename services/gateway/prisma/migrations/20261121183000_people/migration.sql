-- Active users by name: whom work can be given to.
CREATE INDEX app_user_active_name_idx ON app_user (active, name, id);
