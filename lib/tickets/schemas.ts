import { z } from "zod";

import { NEW_TICKET_KEY } from "../files/draft-key";
import { draftKeyInput } from "../files/schemas";
import { id } from "../forms/id";
import { PLAIN, plainText } from "../forms/plain-form";
import { encodeMessage, type MessageKey } from "../i18n/message";
import type { Audience } from "../routes";
import { decisionSchema } from "../submissions/schemas";
import { isStorable } from "../text/storable";
import { replyProblem } from "./message-text";

export const TURNS = ["yours", "theirs", "paused", "done", "unclear"] as const;

type TurnLabels = Readonly<Record<(typeof TURNS)[number], MessageKey>>;

/** Staff see a ticket from outside. */
export const TURN_LABELS = {
  customer: {
    yours: "turn.yours",
    theirs: "turn.theirs",
    paused: "turn.paused",
    done: "turn.done",
    unclear: "turn.unclear",
  },
  staff: {
    yours: "turn.customers",
    theirs: "turn.providers",
    paused: "turn.paused",
    done: "turn.done",
    unclear: "turn.unclear",
  },
} as const satisfies Readonly<Record<Audience, TurnLabels>>;

/** More tickets of a tab are not counted. */
export const MAX_COUNTED = 99;

/** `oldest` puts the longest waiting first. */
const SORTS = ["activity", "oldest"] as const;

const filterValue = z.string().trim().max(200).refine(isStorable).optional().catch(undefined);

const MAX_SEARCH_LENGTH = 300;

/** A longer text is cut: dropping it would show every ticket. */
const searchText = z
  .string()
  .transform((text) => beginningOf(text.trim(), MAX_SEARCH_LENGTH))
  .refine(isStorable)
  .optional()
  .catch(undefined);

/** Never splits a surrogate pair. */
function beginningOf(text: string, length: number): string {
  return text.length > length ? text.slice(0, length).replace(/[\ud800-\udbff]$/, "") : text;
}

/** The list's filters in the URL. Invalid ones are dropped, as bookmarks live long. */
export const ticketFilters = z.object({
  q: searchText,
  turn: z.enum(TURNS).optional().catch(undefined),
  provider: filterValue,
  status: filterValue,
  priority: filterValue,
  service: filterValue,
  organization: filterValue,
  sort: z.enum(SORTS).default("activity").catch("activity"),
  after: filterValue,
  before: filterValue,
});

export type TicketFilters = z.output<typeof ticketFilters>;

/** Uses the first of repeated parameters. */
export function filtersOf(query: URLSearchParams): TicketFilters {
  return ticketFilters.parse(Object.fromEntries([...query].toReversed()));
}

/** Created with the form: one form is one submission. */
const formKey = z.uuid();

/** In sending order. Each provider has its own maximum. */
const fileIds = z.array(id).max(50).default([]);

export const fileTicketInput = z.object({
  formKey,
  connectionId: id,
  values: z.record(z.string().max(64), z.string().max(200_000)),
  /** The draft's key. */
  draftKey: draftKeyInput.default(NEW_TICKET_KEY),
  files: fileIds,
  /** The closed ticket that this one follows up. */
  continues: id.optional(),
});

/** Left exactly as typed. */
export const messageText = z.string().superRefine((text, context) => {
  const problem = replyProblem(text);
  if (problem) context.addIssue(encodeMessage(problem));
});

export const replyInput = z.object({
  formKey,
  ticketId: id,
  message: messageText,
  encrypted: z.boolean().default(false),
  files: fileIds,
  /** Reopens a finished ticket first. */
  continues: z.boolean().default(false),
});

/** More than can be sent, and no more than a draft holds. */
const MAX_PLAIN_CHARACTERS = 100_000;

const flag = z.string().optional().transform(Boolean);

/** Of a form without scripts: what cannot be sent becomes the draft. */
export const plainReplyInput = z.object({
  [PLAIN.formKey]: formKey,
  [PLAIN.version]: z.coerce.number().int().min(0).max(2_000_000_000).default(0),
  [PLAIN.continues]: flag,
  [PLAIN.anyway]: flag,
  [PLAIN.files]: flag,
  encrypted: flag,
  message: z.string().max(MAX_PLAIN_CHARACTERS).transform(plainText),
});

export const actionInput = z.object({
  formKey,
  ticketId: id,
  action: z.enum(["close", "reopen", "solve"]),
});

export const collaboratorsInput = z.object({
  formKey,
  ticketId: id,
  ids: z.array(z.string().trim().min(1).max(200).refine(isStorable)).max(50),
});

export const resendFilesInput = z.object({
  formKey,
  ticketId: id,
  files: z.array(id).min(1).max(50),
});

export const decisionInput = z.object({
  submissionId: id,
  decision: decisionSchema,
});

export const ticketIdInput = z.object({ ticketId: id });
