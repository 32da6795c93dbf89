import type { ReactNode } from "react";

import { actionResult } from "@/components/feedback/action-result";
import { ProviderWords } from "@/components/feedback/provider-words";
import { MarkedText } from "@/components/ui/text/marked-text";
import type { Translate } from "@/lib/i18n/message";
import type { Result } from "@/lib/result";

export interface SyncOutcome {
  message: string;
  /** The provider's own words, untranslated. */
  words?: string;
  failed: boolean;
  gone?: boolean;
}

/** Returns the result of a sync in the viewer's language. */
export type Sync = () => Promise<Result<SyncOutcome>>;

export interface SyncAnswer {
  failed: boolean;
  shown: ReactNode;
}

/** Starts a sync; returns its result. */
export async function askForSync(t: Translate, sync: Sync): Promise<SyncAnswer> {
  const answer = await actionResult(t, sync());
  const { failed, message, words } = answer.ok ? answer.data : { ...answer, failed: true };
  return {
    failed,
    shown: (
      <>
        <MarkedText text={message} />
        <ProviderWords words={words} />
      </>
    ),
  };
}
