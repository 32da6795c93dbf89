-- CreateTable
CREATE TABLE "internal_note" (
    "id" TEXT NOT NULL,
    "ticket_id" TEXT NOT NULL,
    "author_id" TEXT NOT NULL,
    "form_key" TEXT NOT NULL,
    "body" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    "removed_at" TIMESTAMPTZ(3),
    "removed_by_id" TEXT,

    CONSTRAINT "internal_note_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "internal_note_removed" CHECK (("body" IS NULL) = ("removed_at" IS NOT NULL))
);

-- CreateTable
CREATE TABLE "internal_note_mention" (
    "note_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,

    CONSTRAINT "internal_note_mention_pkey" PRIMARY KEY ("note_id","user_id")
);

-- CreateIndex
CREATE INDEX "internal_note_ticket_id_id_idx" ON "internal_note"("ticket_id", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "internal_note_author_id_form_key_key" ON "internal_note"("author_id", "form_key");

-- CreateIndex
CREATE INDEX "internal_note_mention_user_id_idx" ON "internal_note_mention"("user_id");

-- AddForeignKey
ALTER TABLE "internal_note" ADD CONSTRAINT "internal_note_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "internal_note_mention" ADD CONSTRAINT "internal_note_mention_note_id_fkey" FOREIGN KEY ("note_id") REFERENCES "internal_note"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "internal_note_mention" ADD CONSTRAINT "internal_note_mention_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;
