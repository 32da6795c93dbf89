"use server";

import { refresh } from "next/cache";

import { revokeOtherSessions, revokeOwnSession } from "@/lib/accounts/sessions/commands";
import { sessionIdInput } from "@/lib/accounts/sessions/schemas";
import { noInput } from "@/lib/forms/no-input";
import { viewerAction } from "@/lib/server/viewer-action";

export const revokeSessionAction = viewerAction(
  "revoke a session",
  sessionIdInput,
  async (viewer, input) => {
    const revoked = await revokeOwnSession(viewer, input);
    refresh();
    return revoked;
  },
);

export const revokeOtherSessionsAction = viewerAction(
  "revoke all other sessions",
  noInput,
  async (viewer) => {
    const revoked = await revokeOtherSessions(viewer);
    refresh();
    return revoked;
  },
);
