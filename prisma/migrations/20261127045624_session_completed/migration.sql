-- CreateEnum
CREATE TYPE "SecondFactorKind" AS ENUM ('app', 'recovery_code');

-- AlterTable
ALTER TABLE "session" ADD COLUMN     "completed_at" TIMESTAMPTZ(3) DEFAULT now(),
ADD COLUMN     "second_factor_by" "SecondFactorKind";
