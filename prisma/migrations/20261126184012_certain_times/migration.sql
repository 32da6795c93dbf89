-- AlterTable
ALTER TABLE "attachment" ADD COLUMN     "changed_at" TIMESTAMPTZ(3),
ADD COLUMN     "removed_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "connection" ADD COLUMN     "covered_from" TIMESTAMPTZ(3),
ADD COLUMN     "covered_until" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "event" ADD COLUMN     "not_before" TIMESTAMPTZ(3),
ADD COLUMN     "recorded_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "message" ADD COLUMN     "changed_at" TIMESTAMPTZ(3),
ADD COLUMN     "removed_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "ticket" ADD COLUMN     "conversation_read_at" TIMESTAMPTZ(3),
ADD COLUMN     "full_read_at" TIMESTAMPTZ(3);

-- After the column, so that events stored before have none.
ALTER TABLE "event" ALTER COLUMN "recorded_at" SET DEFAULT now();
