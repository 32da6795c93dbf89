import { signInWithPassword } from "@/lib/auth/sign-in";
import { createPool, pool } from "@/lib/db/pool";
import { databaseUrl } from "@/lib/env";
import { AppError } from "@/lib/errors";

import type { Attempt, AttemptOutcome } from "./child";

// Twenty such processes would take more connections than the server has.
globalThis.ticketbridgePool = createPool(databaseUrl(), { max: 3 });

async function tryToSignIn({ address, ...credentials }: Attempt): Promise<AttemptOutcome> {
  const origin = { address, userAgent: "Tests", deviceToken: undefined };
  try {
    return (await signInWithPassword(credentials, origin)) ? "in" : "refused";
  } catch (error) {
    if (error instanceof AppError && error.code === "throttled") return "throttled";
    throw error;
  }
}

// Tries what its parent sends, side by side, until the parent disconnects.
process.on(
  "message",
  (attempts: Attempt[]) =>
    void Promise.all(attempts.map(tryToSignIn)).then((outcomes) => process.send?.(outcomes)),
);
process.on("disconnect", () => void pool().end());
process.send?.("ready");
