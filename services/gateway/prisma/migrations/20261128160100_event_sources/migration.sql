-- The services whose events an API key reads in the feed. Empty: all.
ALTER TABLE "api_key" ADD COLUMN "event_sources" TEXT[] NOT NULL DEFAULT '{}',
  ADD CONSTRAINT "api_key_event_sources_known" CHECK ("event_sources" <@ ARRAY['gateway', 'projects', 'billing', 'notifications']);

-- Until now the permission to read the journal let a key read the feed: keys that use it go on working.
UPDATE "api_key" SET "permissions" = "permissions" || '{events.view_all}', "version" = "version" + 1
  WHERE 'journal.view' = ANY ("permissions") AND "revoked_at" IS NULL;

-- What was changed once in roles that no longer follow the release (src/roles/upgradeRoles.ts).
CREATE TABLE "role_upgrade" (
    "name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "role_upgrade_pkey" PRIMARY KEY ("name")
);
