ALTER TABLE "device" ADD COLUMN "time_zone" TEXT;
