-- CreateEnum
CREATE TYPE "PersonChannel" AS ENUM ('mail', 'push');

-- CreateEnum
CREATE TYPE "FollowLevel" AS ENUM ('follow', 'mute');

-- CreateEnum
CREATE TYPE "OrganizationLevel" AS ENUM ('all', 'mine', 'none');

-- CreateEnum
CREATE TYPE "WebhookDeliveryState" AS ENUM ('waiting', 'delivered', 'failed');

-- AlterTable
ALTER TABLE "mail" ADD COLUMN     "guard_organization_id" TEXT,
ADD COLUMN     "guard_ticket_id" TEXT,
ADD COLUMN     "guard_user_id" TEXT;

-- CreateTable
CREATE TABLE "notice" (
    "id" BIGSERIAL NOT NULL,
    "organization_id" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "ticket_id" TEXT,
    "submission_id" TEXT,
    "connection_id" TEXT,
    "kind" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "event_id" BIGINT,
    "actor_id" TEXT,
    "recipient_id" TEXT,
    "wakes" BOOLEAN NOT NULL DEFAULT false,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),

    CONSTRAINT "notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notification" (
    "user_id" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "ticket_id" TEXT,
    "kinds" TEXT[],
    "reason" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "first_notice_id" BIGINT NOT NULL,
    "last_notice_id" BIGINT NOT NULL,
    "in_app" BOOLEAN NOT NULL DEFAULT true,
    "unread_since" TIMESTAMPTZ(3),
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "notification_pkey" PRIMARY KEY ("user_id","topic")
);

-- CreateTable
CREATE TABLE "notice_delivery" (
    "user_id" TEXT NOT NULL,
    "channel" "PersonChannel" NOT NULL,
    "topic" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "untold_from" BIGINT,
    "untold_since" TIMESTAMPTZ(3),
    "wakes" BOOLEAN NOT NULL DEFAULT false,
    "due_at" TIMESTAMPTZ(3),
    "in_digest" BOOLEAN NOT NULL DEFAULT false,
    "window_ends_at" TIMESTAMPTZ(3),

    CONSTRAINT "notice_delivery_pkey" PRIMARY KEY ("user_id","channel","topic")
);

-- CreateTable
CREATE TABLE "ticket_follow" (
    "ticket_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "level" "FollowLevel" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),

    CONSTRAINT "ticket_follow_pkey" PRIMARY KEY ("ticket_id","user_id")
);

-- CreateTable
CREATE TABLE "ticket_seen" (
    "ticket_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "event_id" BIGINT NOT NULL,

    CONSTRAINT "ticket_seen_pkey" PRIMARY KEY ("ticket_id","user_id")
);

-- CreateTable
CREATE TABLE "organization_follow" (
    "user_id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "level" "OrganizationLevel" NOT NULL,

    CONSTRAINT "organization_follow_pkey" PRIMARY KEY ("user_id","organization_id")
);

-- CreateTable
CREATE TABLE "notification_setting" (
    "user_id" TEXT NOT NULL,
    "choices" JSONB NOT NULL DEFAULT '{}',
    "digest_at" INTEGER NOT NULL DEFAULT 480,
    "quiet_from" INTEGER,
    "quiet_until" INTEGER,
    "digest_due_at" TIMESTAMPTZ(3),
    "is_storm" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "notification_setting_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "ticket_setting" (
    "ticket_id" TEXT NOT NULL,
    "is_sensitive" BOOLEAN NOT NULL DEFAULT false,
    "is_private" BOOLEAN NOT NULL DEFAULT false,
    "owner_id" TEXT,

    CONSTRAINT "ticket_setting_pkey" PRIMARY KEY ("ticket_id")
);

-- CreateTable
CREATE TABLE "push_subscription" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "endpoint_hash" TEXT NOT NULL,
    "sealed_subscription" TEXT NOT NULL,
    "user_agent" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    "last_sent_at" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "push_subscription_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "portal_key" (
    "id" TEXT NOT NULL,
    "public_key" TEXT NOT NULL,
    "sealed_private_key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),

    CONSTRAINT "portal_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "sealed_secret" TEXT NOT NULL,
    "kinds" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "created_by_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    "off_reason" TEXT,
    "off_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_delivery" (
    "id" TEXT NOT NULL,
    "webhook_id" TEXT NOT NULL,
    "notice_id" BIGINT,
    "state" "WebhookDeliveryState" NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3) DEFAULT now(),
    "lease_until" TIMESTAMPTZ(3),
    "answer_status" INTEGER,
    "answer_text" TEXT,
    "is_replay" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_delivery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "notice_topic_id_idx" ON "notice"("topic", "id");

-- CreateIndex
CREATE INDEX "notice_organization_id_id_idx" ON "notice"("organization_id", "id");

-- CreateIndex
CREATE INDEX "notice_ticket_id_idx" ON "notice"("ticket_id");

-- CreateIndex
CREATE INDEX "notice_at_idx" ON "notice"("at");

-- CreateIndex
CREATE INDEX "notification_user_id_unread_since_idx" ON "notification"("user_id", "unread_since");

-- CreateIndex
CREATE INDEX "notification_user_id_last_at_topic_idx" ON "notification"("user_id", "last_at" DESC, "topic");

-- CreateIndex
CREATE INDEX "notification_ticket_id_idx" ON "notification"("ticket_id");

-- CreateIndex
CREATE INDEX "notification_last_at_idx" ON "notification"("last_at");

-- CreateIndex
CREATE INDEX "notice_delivery_due_at_idx" ON "notice_delivery"("due_at");

-- CreateIndex
CREATE INDEX "notice_delivery_window_ends_at_idx" ON "notice_delivery"("window_ends_at");

-- CreateIndex
CREATE INDEX "ticket_follow_user_id_idx" ON "ticket_follow"("user_id");

-- CreateIndex
CREATE INDEX "ticket_seen_user_id_idx" ON "ticket_seen"("user_id");

-- CreateIndex
CREATE INDEX "organization_follow_organization_id_level_idx" ON "organization_follow"("organization_id", "level");

-- CreateIndex
CREATE INDEX "notification_setting_digest_due_at_idx" ON "notification_setting"("digest_due_at");

-- CreateIndex
CREATE UNIQUE INDEX "push_subscription_endpoint_hash_key" ON "push_subscription"("endpoint_hash");

-- CreateIndex
CREATE INDEX "push_subscription_user_id_idx" ON "push_subscription"("user_id");

-- CreateIndex
CREATE INDEX "webhook_organization_id_idx" ON "webhook"("organization_id");

-- CreateIndex
CREATE INDEX "webhook_delivery_webhook_id_id_idx" ON "webhook_delivery"("webhook_id", "id" DESC);

-- CreateIndex
CREATE INDEX "webhook_delivery_notice_id_idx" ON "webhook_delivery"("notice_id");

-- CreateIndex
CREATE INDEX "webhook_delivery_next_at_idx" ON "webhook_delivery"("next_at");

-- CreateIndex
CREATE INDEX "webhook_delivery_created_at_idx" ON "webhook_delivery"("created_at");

-- AddForeignKey
ALTER TABLE "notice" ADD CONSTRAINT "notice_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification" ADD CONSTRAINT "notification_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification" ADD CONSTRAINT "notification_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice_delivery" ADD CONSTRAINT "notice_delivery_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_follow" ADD CONSTRAINT "ticket_follow_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_follow" ADD CONSTRAINT "ticket_follow_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_seen" ADD CONSTRAINT "ticket_seen_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_seen" ADD CONSTRAINT "ticket_seen_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organization_follow" ADD CONSTRAINT "organization_follow_user_id_organization_id_fkey" FOREIGN KEY ("user_id", "organization_id") REFERENCES "membership"("user_id", "organization_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification_setting" ADD CONSTRAINT "notification_setting_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_setting" ADD CONSTRAINT "ticket_setting_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "push_subscription" ADD CONSTRAINT "push_subscription_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook" ADD CONSTRAINT "webhook_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_webhook_id_fkey" FOREIGN KEY ("webhook_id") REFERENCES "webhook"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "notice"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Wakes a notice's delivery. The row decides what is done; a job that comes twice does no harm.
SELECT pgboss.create_queue('notices', '{"policy": "standard", "retryLimit": 20, "retryDelay": 5, "retryBackoff": true, "expireInSeconds": 300, "retentionMinutes": 10080}');
