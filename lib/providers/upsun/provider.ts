import { AppError } from "@/lib/errors";
import { message } from "@/lib/i18n/message";

import type {
  FilingExtras,
  ProviderSession,
  SessionOptions,
  TicketProvider,
  TicketSnapshot,
} from "../contract";
import { renameFields } from "../error-from-answer";
import { filingValues, SENT_MESSAGE_MAX } from "../filing-values";
import { httpOptions, type HttpTuning, usableCredential } from "../http-options";
import { AccessTokens } from "./access-tokens";
import { checkUpsun } from "./check";
import { callerId, upsunChoices } from "./choices";
import { UpsunClient } from "./client";
import {
  upsunCreateBody,
  upsunFilingSchema,
  upsunFollowedTicketId,
  upsunFollowUpValues,
  upsunForm,
} from "./form";
import { writtenSnapshot } from "./map";
import { upsunResources, upsunSnapshotOf, upsunTicketPages } from "./resources";
import {
  upsunActionsFor,
  upsunCapabilities,
  upsunCategories,
  upsunContinueBy,
  upsunDetails,
  upsunFieldByPointer,
  upsunPriorities,
  upsunServiceKinds,
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
  tuning?: HttpTuning;
}

async function fileTicket(
  client: UpsunClient,
  values: unknown,
  { files = [], continues }: FilingExtras = {},
): Promise<TicketSnapshot> {
  const filing = filingValues(sentSchema, values);
  const body = upsunCreateBody(filing, await callerId(client));
  if (continues !== undefined) body.followup_tid = continues;
  for (const file of files) await file.check();
  try {
    return writtenSnapshot(await client.createTicket(body, files));
  } catch (error) {
    throw renameFields(error, upsunFieldByPointer);
  }
}

/** Filters the list by id. Only an empty list is "not found": an ignored filter returns others. */
async function readTicket(client: UpsunClient, externalId: string): Promise<TicketSnapshot | null> {
  if (/[/?#\\]/.test(externalId)) return null;
  for await (const { tickets, total = 0, leftOut = 0, next } of upsunTicketPages(client, {
    ticket_id: externalId,
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

function changedTicket(
  externalId: string,
  patched: Awaited<ReturnType<UpsunClient["patchTicket"]>>,
): TicketSnapshot | null {
  return patched?.data.ticket_id === externalId ? writtenSnapshot(patched) : null;
}

function openSession(config: UpsunConfig, options: SessionOptions): ProviderSession {
  const tuning = config.tuning ?? {};
  const apiToken = usableCredential(options.credential, message("upsun.notAToken"));
  const tokens = new AccessTokens(
    httpOptions(NAME, config.authUrl, options, tuning),
    apiToken,
    options.tokens,
  );
  const client = new UpsunClient(httpOptions(NAME, config.apiUrl, options, tuning), tokens);
  return {
    check: () => checkUpsun(client),
    async confirmCredential() {
      await callerId(client);
    },
    filingChoices: (values) => upsunChoices(client, values),
    fileTicket: (values, extras) => fileTicket(client, values, extras),
    listTickets: (from) => upsunTicketPages(client, {}, from ?? null),
    resources: upsunResources(client),
    readTicket: (externalId) => readTicket(client, externalId),
    async setCollaborators(externalId, ids) {
      try {
        return changedTicket(
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
      return changedTicket(
        externalId,
        await client.patchTicket(externalId, { status: action === "solve" ? "solved" : "open" }),
      );
    },
  };
}

export function createUpsunProvider(config: UpsunConfig): TicketProvider {
  return {
    id: "upsun",
    name: NAME,
    credential: {
      label: "upsun.apiToken",
      help: "upsun.apiTokenHelp",
      whereToAdd: "upsun.whereToAdd",
    },
    capabilities: upsunCapabilities,
    turns: upsunTurns,
    statuses: upsunStatuses,
    priorities: upsunPriorities,
    categoryLabel: "upsun.category",
    categoryField: "category",
    categories: upsunCategories,
    serviceKinds: upsunServiceKinds,
    // Its reference lists none.
    serviceStatuses: {},
    details: upsunDetails,
    form: upsunForm,
    optional: { conversation: "off", reply: "off", attach_reply: "off" },
    actionsFor: upsunActionsFor,
    continueBy: upsunContinueBy,
    followUpValues: upsunFollowUpValues,
    followedTicketId: upsunFollowedTicketId,
    snapshotOf: upsunSnapshotOf,
    open: (options) => openSession(config, options),
  };
}
