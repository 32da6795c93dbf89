import { AppError } from "@/lib/errors";
import { message } from "@/lib/i18n/message";

import type {
  FilingExtras,
  ProviderSession,
  SessionOptions,
  TicketProvider,
  TicketSnapshot,
} from "../contract";
import { downloadFile } from "../download-file";
import { renameFields } from "../error-from-answer";
import { filingValues, SENT_MESSAGE_MAX } from "../filing-values";
import { httpOptions, type HttpTuning, usableCredential } from "../http-options";
import type { Parsed } from "../read-answer";
import { AccessTokens } from "./access-tokens";
import { UpsunCalls } from "./calls";
import { checkUpsun } from "./check";
import { callerId, upsunChoices } from "./choices";
import { UpsunClient } from "./client";
import { foreignFileLink, UpsunCommentsClient } from "./conversation/comments-client";
import { type ConversationMode, UpsunConversations } from "./conversation/conversations";
import {
  upsunCreateBody,
  upsunFilingSchema,
  upsunFollowedTicketId,
  upsunFollowUpValues,
  upsunForm,
  upsunServiceChoice,
} from "./form";
import { writtenSnapshot } from "./map";
import { upsunResources, upsunSnapshotOf, upsunTicketPages } from "./resources";
import type { UpsunTicket } from "./schema";
import {
  upsunActionsFor,
  upsunCapabilities,
  upsunCategories,
  upsunContinueBy,
  upsunDetails,
  upsunFieldByPointer,
  upsunMainDetails,
  upsunPriorities,
  upsunServiceGroups,
  upsunServiceKinds,
  upsunServiceStatuses,
  upsunStatuses,
  upsunTurns,
} from "./vocabulary";

const NAME = "Upsun";
const sentSchema = upsunFilingSchema(SENT_MESSAGE_MAX);

export interface UpsunConfig {
  /** E.g. `https://api.upsun.com`. */
  apiUrl: string;
  /** E.g. `https://auth.upsun.com`. */
  authUrl: string;
  statusUrl?: string;
  /** Default: off. */
  conversation?: ConversationMode;
  tuning?: HttpTuning;
}

async function fileTicket(
  client: UpsunClient,
  values: unknown,
  { files = [], continues }: FilingExtras = {},
): Promise<Parsed<UpsunTicket>> {
  const filing = filingValues(sentSchema, values);
  const body = upsunCreateBody(filing, await callerId(client));
  if (continues !== undefined) body.followup_tid = continues;
  for (const file of files) await file.check();
  try {
    return await client.createTicket(body, files);
  } catch (error) {
    throw renameFields(error, upsunFieldByPointer);
  }
}

/** Filters the list by id. Only an empty list is "not found": an ignored filter returns others. */
async function findTicket(client: UpsunClient, externalId: string): Promise<TicketSnapshot | null> {
  if (/[/?#\\]/.test(externalId)) return null;
  for await (const { tickets, total = 0, leftOut = 0, next } of upsunTicketPages(client, {
    filter: { ticket_id: externalId },
  })) {
    const found = tickets.find((ticket) => ticket.externalId === externalId);
    if (found) return found;
    if (tickets.length === 0 && leftOut === 0 && total === 0 && next === null) return null;
    break;
  }
  throw new AppError("provider_unreadable", {
    text: message("provider.otherTickets", { name: NAME, id: externalId }),
  });
}

async function firstTickets(client: UpsunClient): Promise<readonly TicketSnapshot[]> {
  for await (const { tickets } of upsunTicketPages(client)) return tickets;
  return [];
}

function openSession(config: UpsunConfig, options: SessionOptions): ProviderSession {
  const tuning = config.tuning ?? {};
  const mode = config.conversation ?? "off";
  const apiToken = usableCredential(options.credential, message("upsun.notAToken"));
  const tokens = new AccessTokens(
    httpOptions(NAME, config.authUrl, options, tuning),
    apiToken,
    options.tokens,
  );
  const calls = new UpsunCalls(httpOptions(NAME, config.apiUrl, options, tuning), tokens);
  const client = new UpsunClient(calls);
  const comments = new UpsunCommentsClient(calls);
  const conversations = new UpsunConversations(comments, {
    mode,
    known: options.capabilities ?? [],
    tell: (changed) => options.onCapabilities?.(changed),
    callerId: () => callerId(client),
    listNewest: () => firstTickets(client),
    tokens: options.tokens,
  });
  /** The answer to a write has no messages: while there may be some, the ticket is read again. */
  const written = (parsed: Parsed<UpsunTicket>) => writtenSnapshot(parsed, !conversations.isTried);
  const changed = (externalId: string, patched: Awaited<ReturnType<UpsunClient["patchTicket"]>>) =>
    patched?.data.ticket_id === externalId ? written(patched) : null;
  return {
    check: () => checkUpsun(client, conversations),
    async confirmCredential() {
      await callerId(client);
    },
    filingChoices: (values) => upsunChoices(client, values),
    fileTicket: async (values, extras) => written(await fileTicket(client, values, extras)),
    listTickets: (from) => upsunTicketPages(client, { from, conversations }),
    resources: upsunResources(client, conversations),
    async readTicket(externalId, { fieldsOnly = false } = {}) {
      const ticket = await findTicket(client, externalId);
      if (ticket && fieldsOnly) return { ...ticket, complete: !conversations.isTried };
      return ticket && conversations.complete(ticket);
    },
    completeTicket: (listed) => conversations.complete(listed),
    ...(mode === "reply" && {
      async reply(externalId, { message, files }) {
        try {
          return await conversations.reply(externalId, message, files);
        } catch (error) {
          throw renameFields(error, upsunFieldByPointer);
        }
      },
    }),
    async setCollaborators(externalId, ids) {
      try {
        return changed(
          externalId,
          await client.patchTicket(externalId, {
            collaborator_ids: [...ids],
            collaborators_replace: true,
          }),
        );
      } catch (error) {
        throw renameFields(error, upsunFieldByPointer);
      }
    },
    async act(externalId, action) {
      if (action === "close")
        throw new AppError("invalid", { text: message("upsun.solvedNotClosed") });
      return changed(
        externalId,
        await client.patchTicket(externalId, { status: action === "solve" ? "solved" : "open" }),
      );
    },
    download: ({ downloadUrl }) =>
      downloadFile(NAME, downloadUrl, (address) => comments.download(address)),
  };
}

function upsunOptional(mode: ConversationMode): TicketProvider["optional"] {
  const replying = mode === "reply" ? "when_shown" : "off";
  return {
    conversation: mode === "off" ? "off" : "when_shown",
    reply: replying,
    attach_reply: replying,
  };
}

export function createUpsunProvider(config: UpsunConfig): TicketProvider {
  return {
    id: "upsun",
    name: NAME,
    statusUrl: config.statusUrl,
    credential: {
      label: "upsun.apiToken",
      help: "upsun.apiTokenHelp",
      keysUrl: "https://console.upsun.com",
      whereToAdd: "upsun.whereToAdd",
      shape: /^upsun-/,
    },
    capabilities: upsunCapabilities,
    turns: upsunTurns,
    statuses: upsunStatuses,
    priorities: upsunPriorities,
    urgentPriorities: ["urgent"],
    categoryLabel: "upsun.category",
    categoryField: "category",
    categories: upsunCategories,
    serviceKinds: upsunServiceKinds,
    serviceGroups: upsunServiceGroups,
    troubledStatuses: ["suspended"],
    serviceStatuses: upsunServiceStatuses,
    details: upsunDetails,
    openedByField: "requester_id",
    mainDetails: upsunMainDetails,
    form: upsunForm,
    optional: upsunOptional(config.conversation ?? "off"),
    actionsFor: upsunActionsFor,
    continueBy: upsunContinueBy,
    followUpValues: upsunFollowUpValues,
    serviceChoice: upsunServiceChoice,
    followedTicketId: upsunFollowedTicketId,
    snapshotOf: upsunSnapshotOf,
    fileLink: ({ downloadUrl }) => foreignFileLink(config.apiUrl, downloadUrl),
    open: (options) => openSession(config, options),
  };
}
