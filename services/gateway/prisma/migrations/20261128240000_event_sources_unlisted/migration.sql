-- Which services there are, the contracts say, and the API checks: a further one needs no migration here.
ALTER TABLE "api_key" DROP CONSTRAINT "api_key_event_sources_known";
