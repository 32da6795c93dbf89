import { isDeepStrictEqual } from "node:util";

import type { DetailRow, TicketParts } from "./detail-rows";
import type { VersionDifferences } from "./types";

interface Version {
  row: DetailRow;
  parts: TicketParts;
}

const COLUMNS = {
  subject: "subject",
  body: "body",
  status: "status",
  priority: "priority",
  category: "categoryId",
  requester: "requesterName",
  cc: "cc",
  collaborators: "collaboratorIds",
} as const satisfies Record<string, keyof DetailRow>;

function changedFacts(past: DetailRow, now: DetailRow): string[] {
  const facts = Object.entries(COLUMNS)
    .filter(([, column]) => !isDeepStrictEqual(past[column], now[column]))
    .map(([fact]) => fact);
  const fields = new Set([...Object.keys(past.fields), ...Object.keys(now.fields)]);
  const isChanged = (key: string) =>
    !isDeepStrictEqual(past.fields[key] ?? null, now.fields[key] ?? null);
  return [...facts, ...[...fields].filter(isChanged).map((key) => `fields.${key}`)];
}

const serviceNames = ({ services }: TicketParts) =>
  services.map(({ kind, externalId, name }) => [kind, externalId, name].join(" ")).toSorted();

/** Compares a past version with the current one. An encrypted text counts as unchanged. */
export function compareVersions(past: Version, now: Version): VersionDifferences {
  const current = new Map(now.parts.messages.map((message) => [message.externalId, message]));
  const ids = new Set(past.parts.messages.map(({ externalId }) => externalId));
  const isChanged = ({ externalId, body, encrypted }: TicketParts["messages"][number]) => {
    const message = current.get(externalId);
    return !message || message.removedAt !== null || (!encrypted && message.body !== body);
  };
  const facts = changedFacts(past.row, now.row);
  const messages = past.parts.messages.filter(isChanged).map(({ externalId }) => externalId);
  return {
    facts: isDeepStrictEqual(serviceNames(past.parts), serviceNames(now.parts))
      ? facts
      : [...facts, "service"],
    messages: facts.includes("body") ? ["opening", ...messages] : messages,
    laterMessages: now.parts.messages.filter(({ externalId }) => !ids.has(externalId)).length,
  };
}
