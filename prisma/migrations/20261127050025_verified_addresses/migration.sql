-- AlterTable
ALTER TABLE "user" ADD COLUMN     "email_verified_at" TIMESTAMPTZ(3);

-- Nobody was shown a link before: operators made the accounts.
UPDATE "user" SET "email_verified_at" = "created_at";
