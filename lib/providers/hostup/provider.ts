import { AppError, isAppError } from "@/lib/errors";
import { message } from "@/lib/i18n/message";

import type {
  OutgoingFile,
  ProviderSession,
  SessionOptions,
  TicketProvider,
  TicketSnapshot,
} from "../contract";
import { downloadFile } from "../download-file";
import { isOwnRefusal, renameFields } from "../error-from-answer";
import { filingValues, SENT_MESSAGE_MAX } from "../filing-values";
import { httpOptions, type HttpTuning, usableCredential } from "../http-options";
import { checkHostup } from "./check";
import { hostupChoices } from "./choices";
import { HostupClient } from "./client";
import { hostupCreateBody, hostupFilingSchema, hostupForm, hostupServiceChoice } from "./form";
import { fromHostupTicket } from "./map";
import { hostupResources, hostupSnapshotOf, hostupTicketPages } from "./resources";
import {
  hostupActionsFor,
  hostupCapabilities,
  hostupContinueBy,
  hostupDetails,
  hostupFieldByPointer,
  hostupPriorities,
  hostupServiceGroups,
  hostupServiceKinds,
  hostupServiceStatuses,
  hostupStatuses,
  hostupTroubledStatuses,
  hostupTurns,
} from "./vocabulary";

const NAME = "HostUp";
const sentSchema = hostupFilingSchema(SENT_MESSAGE_MAX);

export interface HostupConfig {
  /** E.g. `https://cloud.hostup.se/api/v2`. */
  apiUrl: string;
  statusUrl?: string;
  tuning?: HttpTuning;
}

async function fileTicket(client: HostupClient, values: unknown): Promise<TicketSnapshot> {
  const body = hostupCreateBody(filingValues(sentSchema, values));
  try {
    const { data, raw, sentAt } = await client.createTicket(body);
    return fromHostupTicket(data, raw, sentAt);
  } catch (error) {
    throw renameFields(error, hostupFieldByPointer);
  }
}

/** Errors go to the form's file field. */
async function upload(client: HostupClient, externalId: string, file: OutgoingFile): Promise<void> {
  await file.check();
  try {
    await client.upload(file, externalId);
  } catch (error) {
    throw renameFields(error, { "/file": "attachments" });
  }
}

/** A forbidden key is still a valid key. */
function acceptForbidden(error: unknown): void {
  if (!isAppError(error, "provider_forbidden")) throw error;
}

function openSession(config: HostupConfig, options: SessionOptions): ProviderSession {
  const client = new HostupClient(
    httpOptions(NAME, config.apiUrl, options, config.tuning ?? {}),
    usableCredential(options.credential, message("hostup.notAKey")),
  );
  return {
    check: () => checkHostup(client),
    async confirmCredential() {
      await client.departments().catch(acceptForbidden);
    },
    filingChoices: () => hostupChoices(client),
    fileTicket: (values) => fileTicket(client, values),
    listTickets: (from) => hostupTicketPages(client, from),
    resources: hostupResources(client),
    async readTicket(externalId) {
      try {
        const { data, raw, sentAt } = await client.ticket(externalId);
        return fromHostupTicket(data, raw, sentAt, true);
      } catch (error) {
        if (!isAppError(error, "provider_not_found")) throw error;
        // Without a response: an id that no ticket can have.
        if (isOwnRefusal(error) || error.cause === undefined) return null;
        throw new AppError("provider_unreadable", {
          text: message("provider.foreignNotFound", { name: NAME }),
          requestId: error.requestId,
          cause: error,
        });
      }
    },
    async reply(externalId, { message, encrypted }) {
      return (await client.reply(externalId, message, encrypted)).id;
    },
    upload: (externalId, file) => upload(client, externalId, file),
    async act(externalId, action) {
      if (action === "solve")
        throw new AppError("invalid", { text: message("hostup.closedNotSolved") });
      const acted = await client.act(externalId, action);
      return acted && acted.data.id === externalId
        ? fromHostupTicket(acted.data, acted.raw, acted.sentAt)
        : null;
    },
    download: ({ downloadUrl }) =>
      downloadFile(NAME, downloadUrl, (address) => client.download(address)),
  };
}

export function createHostupProvider(config: HostupConfig): TicketProvider {
  return {
    id: "hostup",
    name: NAME,
    statusUrl: config.statusUrl,
    credential: {
      label: "hostup.apiKey",
      help: "hostup.apiKeyHelp",
      keysUrl: "https://cloud.hostup.se/api-management",
      whereToAdd: "hostup.whereToAdd",
      shape: /^hu_(?:live|test)_/,
    },
    capabilities: hostupCapabilities,
    turns: hostupTurns,
    statuses: hostupStatuses,
    priorities: hostupPriorities,
    urgentPriorities: ["urgent", "critical"],
    categoryLabel: "hostup.department",
    categoryField: "department",
    categories: {},
    serviceKinds: hostupServiceKinds,
    serviceStatuses: hostupServiceStatuses,
    serviceGroups: hostupServiceGroups,
    troubledStatuses: hostupTroubledStatuses,
    details: hostupDetails,
    form: hostupForm,
    optional: {},
    actionsFor: hostupActionsFor,
    continueBy: hostupContinueBy,
    snapshotOf: hostupSnapshotOf,
    serviceChoice: hostupServiceChoice,
    open: (options) => openSession(config, options),
  };
}
