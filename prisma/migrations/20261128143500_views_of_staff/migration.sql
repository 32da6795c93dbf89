-- Views of the list over all organizations: of one person, or, without a person, of all staff.
ALTER TABLE "saved_view" ADD COLUMN "for_staff" BOOLEAN NOT NULL DEFAULT false;
-- allow: the next statement adds it again, and rows of the running version meet it
ALTER TABLE "saved_view" DROP CONSTRAINT "saved_view_owner";
ALTER TABLE "saved_view" ADD CONSTRAINT "saved_view_owner" CHECK (
  CASE WHEN "for_staff" THEN "organization_id" IS NULL
  ELSE num_nonnulls("user_id", "organization_id") = 1 END
);
DROP INDEX "saved_view_user_id_name_key";
CREATE UNIQUE INDEX "saved_view_user_id_for_staff_name_key" ON "saved_view"("user_id", "for_staff", "name");
CREATE UNIQUE INDEX "saved_view_of_staff" ON "saved_view"("name") WHERE "for_staff" AND "user_id" IS NULL;
