-- Counts the changes of a project's team. 0: its team was never said as a whole (src/team/sayTeam.ts).
ALTER TABLE project ADD COLUMN team_version int NOT NULL DEFAULT 0;
