"use server";

import { refresh } from "next/cache";
import { after } from "next/server";

import { withNextTry } from "@/components/feedback/with-next-try";
import type { SyncOutcome } from "@/components/freshness/sync-answer";
import { countPersonUse } from "@/lib/auth/limits/person-rates";
import type { Viewer } from "@/lib/auth/types";
import {
  connectAccount,
  disconnect,
  renameConnection,
  replaceKey,
} from "@/lib/connections/commands";
import {
  connectInput,
  connectionIdInput,
  connectionIdsInput,
  disconnectInput,
  renameConnectionInput,
  replaceKeyInput,
} from "@/lib/connections/schemas";
import { syncNow } from "@/lib/connections/sync-now";
import { syncSummary } from "@/lib/connections/sync-summary";
import type { SyncResult } from "@/lib/connections/types";
import { textsOf } from "@/lib/i18n/texts";
import { viewerAction } from "@/lib/server/viewer-action";

import { withTimeout } from "./with-timeout";

export const connectAction = viewerAction(
  "connect an account",
  connectInput,
  async (viewer, input) => {
    const connected = await connectAccount(viewer, input);
    // The first sync may take minutes; the form does not wait for it.
    after(() => syncNow(viewer, { connectionId: connected.connectionId }, "connect"));
    return { connectionId: connected.connectionId };
  },
);

export const replaceKeyAction = viewerAction(
  "replace a key",
  replaceKeyInput,
  async (viewer, input) => {
    const { connectionId } = await replaceKey(viewer, input);
    after(() => syncNow(viewer, { connectionId }, "connect"));
    refresh();
    return { connectionId };
  },
);

export const renameConnectionAction = viewerAction(
  "rename an account",
  renameConnectionInput,
  async (viewer, input) => {
    const renamed = await renameConnection(viewer, input);
    refresh();
    return renamed;
  },
);

export const disconnectAction = viewerAction(
  "disconnect an account",
  disconnectInput,
  async (viewer, input) => {
    const disconnected = await disconnect(viewer, input);
    refresh();
    return disconnected;
  },
);

/** The button waits this long; a longer sync continues and the page shows its progress. */
const SYNC_TIMEOUT_MS = 3_000;

function stillSyncing(viewer: Viewer): SyncOutcome {
  return { message: textsOf(viewer.language)("connections.stillSyncing"), failed: false };
}

/** Returns the results, or null after the timeout; the syncs continue then. */
async function settledInTime(
  readings: Promise<SyncResult>[],
): Promise<PromiseSettledResult<SyncResult>[] | null> {
  const all = Promise.allSettled(readings);
  const settled = await withTimeout(SYNC_TIMEOUT_MS, all);
  if (!settled) after(all);
  return settled;
}

function syncOutcome(
  { message, words, outcome, retryAt }: SyncResult,
  viewer: Viewer,
): SyncOutcome {
  const t = textsOf(viewer.language);
  return {
    message: withNextTry(t, message, retryAt, viewer),
    words,
    failed: outcome === "failed",
  };
}

export const syncAction = viewerAction(
  "sync an account",
  connectionIdInput,
  async (viewer, input) => {
    await countPersonUse(viewer, "sync");
    const synced = await settledInTime([syncNow(viewer, input)]);
    refresh();
    const [settled] = synced ?? [];
    if (settled?.status === "rejected") throw settled.reason;
    return settled ? syncOutcome(settled.value, viewer) : stillSyncing(viewer);
  },
);

export const syncAllAction = viewerAction(
  "sync all accounts",
  connectionIdsInput,
  async (viewer, { connectionIds }) => {
    await countPersonUse(viewer, "sync");
    const settled = await settledInTime(
      connectionIds.map((connectionId) => syncNow(viewer, { connectionId })),
    );
    refresh();
    if (!settled) return stillSyncing(viewer);
    const [only] = settled;
    if (settled.length === 1 && only?.status === "fulfilled")
      return syncOutcome(only.value, viewer);
    return syncSummary(textsOf(viewer.language), settled);
  },
);
