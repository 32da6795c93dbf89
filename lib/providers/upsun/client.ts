import type { z } from "zod";

import { pathSegment } from "@/lib/http/target";
import type { Call, Query } from "@/lib/http/types";

import type { OutgoingFile } from "../contract";
import { pages, UNCLEAR } from "../paging";
import { type Parsed, readActed, readAnswer, readWritten } from "../read-answer";
import { isRecord, type Listed } from "../schema-helpers";
import { withAttachments } from "./attachments";
import type { UpsunCalls } from "./calls";
import { ListPaging, nextQuery } from "./links";
import { upsunRefusals } from "./refusals";
import {
  categoriesSchema,
  organizationsSchema,
  type PatchTicketBody,
  prioritiesSchema,
  projectsSchema,
  subscriptionsSchema,
  type UpsunCategory,
  type UpsunCreateBody,
  type UpsunOrganization,
  type UpsunPriority,
  type UpsunProject,
  type UpsunSubscription,
  type UpsunTicket,
  upsunTicketPageSchema,
  upsunTicketSchema,
  type UpsunUser,
  userSchema,
} from "./schema";

const NAME = "Upsun";
const ITEMS_PER_PAGE = 100;

/** Times are ISO; "at" or "since" is not documented. */
export interface UpsunTicketFilter {
  ticket_id?: string;
  created?: string;
  updated?: string;
  type?: string;
  priority?: string;
  status?: string;
  requester_id?: string;
  submitter_id?: string;
  assignee_id?: string;
  has_incidents?: boolean;
  due?: string;
}

/** `next` is a query; null after the last page. */
export type UpsunTicketPage = Parsed<z.output<typeof upsunTicketPageSchema>> & {
  next: Query | null | typeof UNCLEAR;
};

/** Upsun's tickets API. Throws `provider_*` errors. */
export class UpsunClient {
  readonly #calls: UpsunCalls;

  constructor(calls: UpsunCalls) {
    this.#calls = calls;
  }

  /** Follows `_links.next`, or else `count`. */
  tickets(
    filter: UpsunTicketFilter = {},
    search?: string,
    from: Query | null = null,
  ): AsyncIterable<UpsunTicketPage> {
    const filters = Object.fromEntries(
      Object.entries(filter).map(([key, value]) => [`filter[${key}]`, value]),
    );
    const paging = new ListPaging(from === null);
    return pages<UpsunTicketPage, Query>(
      NAME,
      async (following) => {
        const query: Query = { page: 1, search, ...filters, ...following };
        const parsed = await this.#call(
          { method: "GET", path: "/tickets", query },
          upsunTicketPageSchema,
        );
        const next = paging.after(query, {
          ...parsed.data,
          ids: parsed.data.tickets.items.map((ticket) => ticket.ticket_id),
          leftOut: parsed.data.tickets.leftOut,
        });
        return { value: { ...parsed, next }, next };
      },
      from,
    );
  }

  async createTicket(
    body: UpsunCreateBody,
    files: readonly OutgoingFile[] = [],
  ): Promise<Parsed<UpsunTicket>> {
    const call = this.#calls.json("POST", "/tickets", body);
    const answer = await this.#calls.send(
      files.length > 0 ? { ...call, body: withAttachments(body, files) } : call,
    );
    return readWritten(answer, upsunTicketSchema, upsunRefusals, "ticket");
  }

  /** Null when nothing changed or the answer has no ticket. */
  async patchTicket(id: string, body: PatchTicketBody): Promise<Parsed<UpsunTicket> | null> {
    const answer = await this.#calls.send(
      this.#calls.json("PATCH", `/tickets/${pathSegment(id)}`, body),
    );
    return answer.status === 204
      ? null
      : readActed(answer, upsunTicketSchema, upsunRefusals, "ticket");
  }

  async categories(about: {
    subscriptionId?: string;
    organizationId?: string;
  }): Promise<Listed<UpsunCategory>> {
    const query = { subscription_id: about.subscriptionId, organization_id: about.organizationId };
    return (await this.#call({ method: "GET", path: "/tickets/category", query }, categoriesSchema))
      .data;
  }

  async priorities(about: {
    subscriptionId?: string;
    category?: string;
  }): Promise<Listed<UpsunPriority>> {
    const query = { subscription_id: about.subscriptionId, category: about.category };
    return (await this.#call({ method: "GET", path: "/tickets/priority", query }, prioritiesSchema))
      .data;
  }

  async me(): Promise<UpsunUser> {
    return (await this.#call({ method: "GET", path: "/users/me" }, userSchema)).data;
  }

  /** Of a user, or all that the token can see. */
  organizations(userId?: string): AsyncIterable<Listed<UpsunOrganization>> {
    return this.#items(
      userId ? `/users/${pathSegment(userId)}/organizations` : "/organizations",
      organizationsSchema,
    );
  }

  subscriptions(organizationId: string): AsyncIterable<Listed<UpsunSubscription>> {
    return this.#items(
      `/organizations/${pathSegment(organizationId)}/subscriptions`,
      subscriptionsSchema,
    );
  }

  projects(organizationId: string): AsyncIterable<Listed<UpsunProject>> {
    return this.#items(`/organizations/${pathSegment(organizationId)}/projects`, projectsSchema);
  }

  #items<T>(
    path: string,
    schema: z.ZodType<{ items: Listed<T>; _links?: unknown }>,
  ): AsyncIterable<Listed<T>> {
    return pages<Listed<T>, Query>(NAME, async (following) => {
      const { data } = await this.#call(
        { method: "GET", path, query: { "page[size]": ITEMS_PER_PAGE, ...following } },
        schema,
      );
      const next = nextQuery(data._links) ?? null;
      const isShort = data.items.items.length + data.items.leftOut < ITEMS_PER_PAGE;
      // A page that is not full is the last, unless it names another.
      return {
        value: data.items,
        next: next === UNCLEAR && isShort && !isRecord(data._links) ? null : next,
      };
    });
  }

  async #call<T>(call: Call, schema: z.ZodType<T>): Promise<Parsed<T>> {
    return readAnswer(await this.#calls.send(call), schema, upsunRefusals);
  }
}
