"use client";

import { lazyPart } from "@/components/ui/lazy-part";

import type { DraftConflictAlertProps } from "./draft-conflict-alert";

const DraftConflictPart = lazyPart<DraftConflictAlertProps>(
  async () => (await import("./draft-conflict-alert")).DraftConflictAlert,
);

/** Only where a draft was edited twice, or sent. */
export function DraftConflictNotice(props: DraftConflictAlertProps) {
  const { conflict, setAside, sent } = props.draft;
  const isShown = conflict || setAside.length > 0 || sent;
  return isShown ? <DraftConflictPart {...props} /> : null;
}
