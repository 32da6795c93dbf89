import { errorTraits } from "@/lib/error-codes";
import { AppError, isAppError } from "@/lib/errors";
import { toStoredText } from "@/lib/i18n/stored-text";

import type { Capability, CapabilityState, ConnectionCheck } from "../contract";
import { missingScopeOf } from "../error-from-answer";
import type { UpsunClient } from "./client";
import type { UpsunUser } from "./schema";

async function firstPage(pages: AsyncIterable<unknown>): Promise<void> {
  for await (const page of pages) {
    void page;
    return;
  }
}

/** Null where Upsun does not say. Throws provider_unauthorized. */
async function caller(client: UpsunClient): Promise<UpsunUser | null> {
  try {
    return await client.me();
  } catch (error) {
    if (isAppError(error) && errorTraits(error.code).leavesCallerUnknown) return null;
    throw error;
  }
}

async function states(
  capabilities: readonly Capability[],
  run: () => Promise<unknown>,
): Promise<CapabilityState[]> {
  try {
    await run();
    return capabilities.map((capability) => ({ capability, available: true }));
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "provider_forbidden") throw error;
    const missingScope = missingScopeOf(error);
    return capabilities.map((capability) => ({
      capability,
      available: false,
      ...(missingScope ? { missingScope } : {}),
      reason: toStoredText(error),
    }));
  }
}

/** No call tests writing without writing, so it counts as available with reading. */
export async function checkUpsun(client: UpsunClient): Promise<ConnectionCheck> {
  const user = await caller(client);
  const [tickets, projects] = await Promise.all([
    states(["read", "file", "solve", "reopen", "attach"], () => firstPage(client.tickets())),
    states(["inventory:project"], () => firstPage(client.organizations(user?.id ?? undefined))),
  ]);
  const name =
    [user?.first_name, user?.last_name].filter(Boolean).join(" ") || user?.username || undefined;
  const account = {
    ...(user?.id ? { id: user.id } : {}),
    ...(name ? { name } : {}),
    ...(user?.email ? { email: user.email } : {}),
  };
  return { account, capabilities: [...tickets, ...projects] };
}
