-- Renames only: every statement changes the catalog, or a few hundred rows of "connection". The version
-- before this one cannot run beside it: docs/decisions/2026-11-26-renames-in-one-step.md.

-- allow: deployed with the portal stopped
ALTER TYPE "SubmissionState" RENAME VALUE 'asked' TO 'needs_decision';
-- allow: deployed with the portal stopped
ALTER TYPE "SubmissionStep" RENAME VALUE 'carry' TO 'attach_message';

-- allow: deployed with the portal stopped
ALTER TABLE "connection" RENAME COLUMN "wanted_at" TO "sync_requested_at";
-- allow: deployed with the portal stopped
ALTER TABLE "connection" RENAME COLUMN "not_before_at" TO "provider_pause_until";
-- allow: deployed with the portal stopped
ALTER TABLE "connection" RENAME COLUMN "not_before_reason" TO "provider_pause_reason";
-- allow: deployed with the portal stopped
ALTER TABLE "connection" RENAME COLUMN "full_read_at" TO "deletions_checked_at";
-- allow: deployed with the portal stopped
ALTER TABLE "submission" RENAME COLUMN "carrier_external_id" TO "attach_message_external_id";
-- allow: deployed with the portal stopped
ALTER TABLE "outgoing_file" RENAME COLUMN "given_name" TO "original_filename";

UPDATE "connection" SET "provider_pause_reason" = 'requested' WHERE "provider_pause_reason" = 'asked';
UPDATE "connection"
   SET "checkpoint" = ("checkpoint" - 'looked') || jsonb_build_object('deletionsChecked', "checkpoint" -> 'looked')
 WHERE "checkpoint" ? 'looked';
