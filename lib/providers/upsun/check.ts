import { errorTraits } from "@/lib/error-codes";
import { AppError, isAppError } from "@/lib/errors";
import { toStoredText } from "@/lib/i18n/stored-text";

import type { Capability, CapabilityState, ConnectionCheck, TicketSnapshot } from "../contract";
import { missingScopeOf } from "../error-from-answer";
import type { UpsunClient } from "./client";
import type { UpsunConversations } from "./conversation/conversations";
import { userName } from "./conversation/user-names";
import { upsunTicketPages } from "./resources";
import type { UpsunUser } from "./schema";

async function firstPage<T>(pages: AsyncIterable<T>, seen?: (page: T) => void): Promise<void> {
  for await (const page of pages) {
    seen?.(page);
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

/** Unknown without a ticket. A provider that does not answer this call changes nothing. */
async function conversationStates(conversations: UpsunConversations): Promise<CapabilityState[]> {
  try {
    return await conversations.probe();
  } catch (error) {
    if (!isAppError(error) || error.code === "provider_unauthorized") throw error;
    return conversations.knownStates();
  }
}

/** No call tests writing without writing, so it counts as available with reading. */
export async function checkUpsun(
  client: UpsunClient,
  conversations: UpsunConversations,
): Promise<ConnectionCheck> {
  const user = await caller(client);
  const listed: TicketSnapshot[] = [];
  const [tickets, projects] = await Promise.all([
    states(["read", "file", "solve", "reopen", "attach"], () =>
      firstPage(upsunTicketPages(client), (page) => listed.push(...page.tickets)),
    ),
    states(["inventory:project"], () => firstPage(client.organizations(user?.id ?? undefined))),
  ]);
  conversations.newest.add(listed);
  const conversation = listed.length > 0 ? await conversationStates(conversations) : [];
  const name = userName(user) ?? undefined;
  const account = {
    ...(user?.id ? { id: user.id } : {}),
    ...(name ? { name } : {}),
    ...(user?.email ? { email: user.email } : {}),
  };
  return { account, capabilities: [...tickets, ...conversation, ...projects] };
}
