import { z } from "zod";

import { id } from "../forms/id";

export const SYNC_ACTIONS = ["retry", "pause", "resume", "full_sweep"] as const;
export type SyncAction = (typeof SYNC_ACTIONS)[number];

export const syncActionInput = z.object({ connectionId: id, move: z.enum(SYNC_ACTIONS) });

export const exportFormat = z.enum(["csv", "json"]);
export type ExportFormat = z.output<typeof exportFormat>;
