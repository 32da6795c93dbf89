-- AlterTable
ALTER TABLE "ticket_search" ADD COLUMN     "known_from" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "ticket_version" (
    "ticket_id" TEXT NOT NULL,
    "known_from" TIMESTAMPTZ(3) NOT NULL,
    "known_until" TIMESTAMPTZ(3),
    "organization_id" TEXT NOT NULL,
    "sort_at" TIMESTAMPTZ(3) NOT NULL,
    "subject" TEXT,
    "status" TEXT NOT NULL,
    "turn" "Turn" NOT NULL,
    "priority" TEXT,
    "category_id" TEXT,
    "category_label" TEXT,
    "assignee" TEXT,
    "requester_name" TEXT,
    "message_count" INTEGER,
    "opened_at" TIMESTAMPTZ(3),
    "activity_at" TIMESTAMPTZ(3) NOT NULL,
    "gone_at" TIMESTAMPTZ(3),
    "has_file" BOOLEAN NOT NULL,
    "services" JSONB NOT NULL,
    "began_at" TIMESTAMPTZ(3),
    "turn_since" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3),
    "unanswered_since" TIMESTAMPTZ(3),
    "done_at" TIMESTAMPTZ(3),
    "first_answer_at" TIMESTAMPTZ(3),

    CONSTRAINT "ticket_version_pkey" PRIMARY KEY ("ticket_id","known_from")
);

-- CreateTable
CREATE TABLE "past_words" (
    "ticket_id" TEXT NOT NULL,
    "known_from" TIMESTAMPTZ(3),
    "known_until" TIMESTAMPTZ(3) NOT NULL,
    "organization_id" TEXT NOT NULL,
    "words" tsvector NOT NULL,

    CONSTRAINT "past_words_pkey" PRIMARY KEY ("ticket_id","known_until")
);

-- CreateIndex
CREATE INDEX "ticket_version_sort_at_ticket_id_idx" ON "ticket_version"("sort_at" DESC, "ticket_id" DESC);

-- CreateIndex
CREATE INDEX "ticket_version_organization_id_sort_at_ticket_id_idx" ON "ticket_version"("organization_id", "sort_at" DESC, "ticket_id" DESC);

-- CreateIndex
CREATE INDEX "past_words_words_idx" ON "past_words" USING GIN ("words");

-- AddForeignKey
ALTER TABLE "ticket_version" ADD CONSTRAINT "ticket_version_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "past_words" ADD CONSTRAINT "past_words_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE CASCADE ON UPDATE CASCADE;
