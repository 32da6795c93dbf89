import type { z } from "zod";

import { request } from "@/lib/http/request";
import { StreamedBody } from "@/lib/http/streamed-body";
import { pathSegment } from "@/lib/http/target";
import type { Answer, Call, HttpTarget, Query } from "@/lib/http/types";

import type { OutgoingFile } from "../contract";
import { asksForStepUp, errorFromAnswer } from "../error-from-answer";
import { pages, UNCLEAR } from "../paging";
import { type Parsed, readActed, readAnswer, readWritten } from "../read-answer";
import { isRecord, type Listed } from "../schema-helpers";
import { withWriteTimeout } from "../write-timeout";
import type { AccessTokens } from "./access-tokens";
import { withAttachments } from "./attachments";
import { nextQuery, TicketPaging } from "./links";
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
  readonly #peer: HttpTarget;
  readonly #tokens: AccessTokens;

  constructor(peer: HttpTarget, tokens: AccessTokens) {
    this.#peer = peer;
    this.#tokens = tokens;
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
    const paging = new TicketPaging(from === null);
    return pages<UpsunTicketPage, Query>(
      NAME,
      async (following) => {
        const query: Query = { page: 1, search, ...filters, ...following };
        const parsed = await this.#call(
          { method: "GET", path: "/tickets", query },
          upsunTicketPageSchema,
        );
        const next = paging.after(query, parsed.data);
        return { value: { ...parsed, next }, next };
      },
      from,
    );
  }

  async createTicket(
    body: UpsunCreateBody,
    files: readonly OutgoingFile[] = [],
  ): Promise<Parsed<UpsunTicket>> {
    const call = this.#json("POST", "/tickets", body);
    const answer = await this.#send(
      files.length > 0 ? { ...call, body: withAttachments(body, files) } : call,
    );
    return readWritten(answer, upsunTicketSchema, upsunRefusals, "ticket");
  }

  /** Null when nothing changed or the answer has no ticket. */
  async patchTicket(id: string, body: PatchTicketBody): Promise<Parsed<UpsunTicket> | null> {
    const answer = await this.#send(this.#json("PATCH", `/tickets/${pathSegment(id)}`, body));
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

  #json(method: "POST" | "PATCH", path: string, body: object): Call {
    return {
      method,
      path,
      body: JSON.stringify(body),
      headers: { "content-type": "application/json" },
    };
  }

  async #call<T>(call: Call, schema: z.ZodType<T>): Promise<Parsed<T>> {
    return readAnswer(await this.#send(call), schema, upsunRefusals);
  }

  /** A 401 proves that nothing was done, so even a write is repeated with a new token. */
  async #send(call: Call): Promise<Answer> {
    const token = await this.#tokens.current();
    const answer = await this.#attempt(call, token);
    if (answer.status !== 401 || asksForStepUp(answer)) return answer;
    const renewed = await this.#tokens.renewed(token);
    const second = await this.#attempt(call, renewed);
    if (second.status === 401 && !asksForStepUp(second)) {
      await this.#tokens.forget(renewed);
      throw errorFromAnswer(second, upsunRefusals);
    }
    return second;
  }

  #attempt(call: Call, token: string): Promise<Answer> {
    // Files make it large.
    const bodyBytes =
      typeof call.body === "string" || call.body instanceof StreamedBody ? call.body.length : 0;
    return request(withWriteTimeout(this.#peer, bodyBytes), {
      ...call,
      headers: { ...call.headers, authorization: `Bearer ${token}` },
    });
  }
}
