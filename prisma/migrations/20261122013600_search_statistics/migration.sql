-- With the default sample the planner takes rare words for common ones and walks the date index to find them.
ALTER TABLE "ticket_search" ALTER COLUMN "words" SET STATISTICS 5000;
