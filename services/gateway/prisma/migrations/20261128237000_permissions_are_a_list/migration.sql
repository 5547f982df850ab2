-- No permissions are an empty list: nothing ever wrote null, and nothing may.
UPDATE role SET permissions = '{}' WHERE permissions IS NULL;
ALTER TABLE role ALTER COLUMN permissions SET DEFAULT '{}', ALTER COLUMN permissions SET NOT NULL;
UPDATE api_key SET permissions = '{}' WHERE permissions IS NULL;
ALTER TABLE api_key ALTER COLUMN permissions SET DEFAULT '{}', ALTER COLUMN permissions SET NOT NULL;
