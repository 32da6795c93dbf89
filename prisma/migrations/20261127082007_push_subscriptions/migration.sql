-- AlterTable
ALTER TABLE "push_subscription" ADD COLUMN     "device_id" TEXT;

-- CreateIndex
CREATE INDEX "push_subscription_device_id_idx" ON "push_subscription"("device_id");

-- AddForeignKey
ALTER TABLE "push_subscription" ADD CONSTRAINT "push_subscription_device_id_fkey" FOREIGN KEY ("device_id") REFERENCES "device"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Sends one push to one browser; a queue of its own, as push services may be slow. Failures that pass are
-- queued again by the portal; the retries here are for a process that died.
SELECT pgboss.create_queue('pushes', '{"policy": "standard", "retryLimit": 3, "retryDelay": 10, "retryBackoff": true, "expireInSeconds": 60, "retentionMinutes": 1440}');
