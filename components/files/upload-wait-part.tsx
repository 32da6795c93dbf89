"use client";

import { lazyPart } from "@/components/ui/lazy-part";

import type { UploadWaitProps } from "./upload-wait";

export const UploadWaitPart = lazyPart<UploadWaitProps>(
  async () => (await import("./upload-wait")).UploadWait,
);
