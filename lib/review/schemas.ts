import { z } from "zod";

import { id } from "../forms/id";

export const SYNC_ACTIONS = ["retry", "pause", "resume", "full_sweep"] as const;
export type SyncAction = (typeof SYNC_ACTIONS)[number];

export const syncActionInput = z.object({ connectionId: id, move: z.enum(SYNC_ACTIONS) });

const SYNC_STATES = ["failing", "overdue", "paused"] as const;
export type SyncStateFilter = (typeof SYNC_STATES)[number];
export const syncStateFilter = z.enum(SYNC_STATES).optional().catch(undefined);

export const pageNumber = z.coerce.number().int().min(1).max(100_000).catch(1);

export const exportFormat = z.enum(["csv", "json"]);
export type ExportFormat = z.output<typeof exportFormat>;
