-- CreateTable
CREATE TABLE "search_word" (
    "organization_id" TEXT NOT NULL,
    "word" TEXT NOT NULL,
    "tickets" INTEGER NOT NULL,

    CONSTRAINT "search_word_pkey" PRIMARY KEY ("organization_id","word")
);

-- CreateTable
CREATE TABLE "search_list" (
    "organization_id" TEXT NOT NULL,
    "next_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "search_list_pkey" PRIMARY KEY ("organization_id")
);

-- CreateIndex
CREATE INDEX "search_word_similar" ON "search_word" USING GIN ("word" gin_trgm_ops);

-- AddForeignKey
ALTER TABLE "search_word" ADD CONSTRAINT "search_word_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "search_list" ADD CONSTRAINT "search_list_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;
