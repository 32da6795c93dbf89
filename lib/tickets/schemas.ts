import { z } from "zod";

import { ACCOUNT } from "../drafts/account-field";
import { NEW_TICKET_KEY } from "../files/draft-key";
import { draftKeyInput } from "../files/schemas";
import { id } from "../forms/id";
import { PLAIN, withPlainBreaks } from "../forms/plain-form";
import { unreadParts } from "../forms/unread-parts";
import { VALUE_SEPARATOR } from "../forms/value-separator";
import { encodeMessage } from "../i18n/message";
import { decisionSchema } from "../submissions/schemas";
import { exactMoment } from "../text/exact-moment";
import { isStorable } from "../text/storable";
import {
  FILED_BY,
  findField,
  MAX_FILTER_VALUES,
  MAX_SELECTED,
  NAMED_FILTERS,
  REMOVED,
  SHOWN,
  SORTS,
  SPAN,
  TURNS,
  VALUE_FILTERS,
} from "./filter-names";
import { replyProblem } from "./message-text";

const filterValue = z.string().trim().max(200).refine(isStorable).optional().catch(undefined);
/** From the year 1000 on, as PostgreSQL has no year 0. */
const day = z.iso
  .date()
  .regex(/^[1-9]/)
  .optional()
  .catch(undefined);

const PERIOD = /^([1-9]\d{3}-\d\d-\d\d)\.\.([1-9]\d{3}-\d\d-\d\d)$/;

/** The first and the last day in UTC: `2026-03-01..2026-03-31`. */
const period = z
  .string()
  .refine((text) => {
    const [, first = "", last = ""] = PERIOD.exec(text) ?? [];
    return first <= last && [first, last].every((one) => z.iso.date().safeParse(one).success);
  })
  .optional()
  .catch(undefined);

/** A duration that is exceeded, as "7d", or one that is not reached, as "<7d"; or a day. */
const span = z
  .string()
  .transform((text) => text.trim().toLowerCase().replace(/^>/, ""))
  .refine((text) => SPAN.test(text) || day.parse(text) !== undefined)
  .optional()
  .catch(undefined);

/** Each value is also wanted with "-" before it, which means: not this one. */
function filterValues(isValid: (value: string) => boolean) {
  return z
    .union([z.string(), z.array(z.string())])
    .transform((given) => {
      const values = [given].flat().flatMap((value) => value.split(VALUE_SEPARATOR));
      const trimmed = values.map((value) => value.trim());
      const valid = trimmed.filter((value) => isValid(value.replace(/^-/, "")));
      return [...new Set(valid)].slice(0, MAX_FILTER_VALUES);
    })
    .default([]);
}

const anyValues = filterValues((value) => value !== "" && value.length <= 200 && isStorable(value));

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
  turn: filterValues((value) => TURNS.some((turn) => turn === value)),
  provider: anyValues,
  status: anyValues,
  priority: anyValues,
  service: anyValues,
  organization: anyValues,
  account: anyValues,
  category: anyValues,
  assignee: anyValues,
  removed: z.enum(REMOVED).optional().catch(undefined),
  /** Since it was opened, and since the customer's question that is not answered. */
  age: span,
  unanswered: span,
  filed: z.enum(FILED_BY).optional().catch(undefined),
  show: z.enum(SHOWN).optional().catch(undefined),
  /** Days of the last activity, in the viewer's time zone. */
  since: day,
  until: day,
  opened: period,
  done: period,
  answered: period,
  /** The provider's id of a category, or `NO_CATEGORY`. */
  categoryId: filterValue,
  /** The list as it was known at this moment: ISO. */
  at: z
    .string()
    .transform((text) => exactMoment(text.trim()))
    .optional()
    .catch(undefined),
  sort: z.enum(SORTS).default("activity").catch("activity"),
  after: filterValue,
  before: filterValue,
  /** Counts all tickets of the list. For staff's list alone. */
  count: z.literal("1").optional().catch(undefined),
  /** The saved view that was opened; its filters are in the address. */
  view: id.optional().catch(undefined),
});

export type TicketFilters = z.output<typeof ticketFilters>;

/** Without order, page, count and view, which do not narrow a list. */
export function narrowingFilters(filters: TicketFilters) {
  const {
    sort: _sort,
    after: _after,
    before: _before,
    count: _count,
    view: _view,
    ...rest
  } = filters;
  return rest;
}

/** Of a repeated parameter that takes one value, the first counts. */
export function filtersOf(query: URLSearchParams): TicketFilters {
  const names = [...new Set(query.keys())];
  const values = names.map((name) => {
    const isMultiple = VALUE_FILTERS.some((filter) => filter === name);
    return [name, isMultiple ? query.getAll(name) : query.get(name)];
  });
  const found = NAMED_FILTERS.flatMap((name) => {
    const typed = query.getAll(findField(name));
    return typed.length > 0 ? [[name, [...query.getAll(name), ...typed]]] : [];
  });
  return ticketFilters.parse(Object.fromEntries([...values, ...found]));
}

/** Parts of the address that the list does not understand. */
export function unreadFilters(query: URLSearchParams, filters: TicketFilters): string[] {
  const others = ["at", "download", "more", ...NAMED_FILTERS.map(findField)];
  return unreadParts(query, filters, Object.keys(ticketFilters.shape), others);
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

const plainForm = z.object({
  [PLAIN.formKey]: formKey,
  [PLAIN.version]: z.coerce.number().int().min(0).max(2_000_000_000).default(0),
  [PLAIN.anyway]: flag,
  [PLAIN.files]: flag,
});

const plainValue = z.string().max(MAX_PLAIN_CHARACTERS).transform(withPlainBreaks);

/** Of a form without scripts: what cannot be sent becomes the draft. */
export const plainReplyInput = plainForm.extend({
  [PLAIN.continues]: flag,
  encrypted: flag,
  message: plainValue,
});

/** `values` holds the fields of the provider, and whatever else was posted. */
export const plainFilingInput = plainForm.extend({
  [ACCOUNT]: id,
  [PLAIN.draft]: draftKeyInput,
  [PLAIN.continues]: id.optional(),
  [PLAIN.update]: flag,
  values: z.record(z.string(), plainValue),
});

export const actionInput = z.object({
  formKey,
  ticketId: id,
  action: z.enum(["close", "reopen", "solve"]),
});

const ticketIds = z.array(id).min(1).max(MAX_SELECTED);

/** The newest event that the list showed. */
const newestEventId = z.string().regex(/^\d{1,18}$/);

export const markTicketsReadInput = z.object({ ticketIds, newestEventId });

export const archiveTicketsInput = markTicketsReadInput.extend({ isArchived: z.boolean() });

export type MarkTicketsInput = z.output<typeof markTicketsReadInput>;

export const closeTicketsInput = z.object({
  items: z
    .array(z.object({ formKey, ticketId: id }))
    .min(1)
    .max(MAX_SELECTED),
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
