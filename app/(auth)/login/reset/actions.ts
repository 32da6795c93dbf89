"use server";

import { after } from "next/server";

import { countResetRequest, sendReset } from "@/lib/accounts/reset/commands";
import { askResetSchema } from "@/lib/accounts/reset/schemas";
import { log } from "@/lib/log";
import { askResetUrl } from "@/lib/routes";
import { visitorAction, visitorForm } from "@/lib/server/visitor-action";

/** Sends the email after the response, whose time would reveal whether the address is known. */
export const askResetAction = visitorForm(
  visitorAction("ask for a password reset", askResetSchema, async (visitor, { email }) => {
    await countResetRequest(email, visitor.origin);
    after(() =>
      sendReset(email, visitor).catch((error: unknown) =>
        log.error({ err: error }, "a password reset could not be sent"),
      ),
    );
    return { next: askResetUrl({ sent: "1" }) };
  }),
);
