"use server";

import { refresh } from "next/cache";

import { askAddressChange } from "@/lib/accounts/address/commands";
import { changeAddressSchema } from "@/lib/accounts/address/schemas";
import { changePassword } from "@/lib/accounts/passwords/commands";
import { changePasswordSchema } from "@/lib/accounts/passwords/schemas";
import { renewSessionCookie } from "@/lib/auth/session-cookie";
import { viewerAction } from "@/lib/server/viewer-action";

export const changePasswordAction = viewerAction(
  "change a password",
  changePasswordSchema,
  async (viewer, input) => {
    const { endedSessions, sessionId } = await changePassword(viewer, input);
    await renewSessionCookie(sessionId);
    refresh();
    return { endedSessions };
  },
);

export const askAddressChangeAction = viewerAction(
  "change an address",
  changeAddressSchema,
  askAddressChange,
);
