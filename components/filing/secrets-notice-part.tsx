"use client";

import { lazyPart } from "@/components/ui/lazy-part";

import type { SecretsNoticeProps } from "./secrets-notice";

export const SecretsNoticePart = lazyPart<SecretsNoticeProps>(
  async () => (await import("./secrets-notice")).SecretsNotice,
);
