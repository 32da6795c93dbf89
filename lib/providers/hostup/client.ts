import { randomUUID } from "node:crypto";

import type { z } from "zod";

import { AppError } from "@/lib/errors";
import { isStreamed, request, requestStream } from "@/lib/http/request";
import { multipart } from "@/lib/http/streamed-body";
import { pathSegment, pathWithinTarget } from "@/lib/http/target";
import type { Call, HttpTarget, Query, StreamedAnswer } from "@/lib/http/types";
import { message } from "@/lib/i18n/message";

import type { OutgoingFile } from "../contract";
import { errorFromAnswer } from "../error-from-answer";
import { nextCursor, pages } from "../paging";
import { type Parsed, readActed, readAnswer, readWritten } from "../read-answer";
import type { Listed } from "../schema-helpers";
import { withWriteTimeout } from "../write-timeout";
import { hostupRefusals } from "./refusals";
import {
  departmentsSchema,
  type HostupCreateBody,
  type HostupDepartment,
  type HostupMessage,
  type HostupService,
  type HostupTicket,
  hostupTicketPageSchema,
  hostupTicketSchema,
  type HostupUpload,
  messageSchema,
  servicePageSchema,
  uploadSchema,
} from "./schema";
import type { HostupInventory } from "./vocabulary";

const NAME = "HostUp";
const TICKETS_PER_PAGE = 100;

/** The six documented statuses, not `unknown`. */
export interface HostupTicketFilter {
  status?: string;
  departmentSlug?: string;
  /** 1 to 100. */
  limit?: number;
}

export type HostupTicketPage = Parsed<{ data: Listed<HostupTicket>; nextCursor?: unknown }>;

/** HostUp's support API v2. Throws `provider_*` errors. */
export class HostupClient {
  readonly #peer: HttpTarget;
  readonly #authorization: string;

  constructor(peer: HttpTarget, apiKey: string) {
    this.#peer = peer;
    this.#authorization = `Bearer ${apiKey}`;
  }

  async departments(): Promise<Listed<HostupDepartment>> {
    return (await this.#call({ method: "GET", path: "/support/departments" }, departmentsSchema))
      .data.departments;
  }

  /** The order is not documented. */
  tickets(
    filter: HostupTicketFilter = {},
    from: string | null = null,
  ): AsyncIterable<HostupTicketPage> {
    return pages<HostupTicketPage, string>(
      NAME,
      async (cursor) => {
        const query: Query = {
          limit: filter.limit ?? TICKETS_PER_PAGE,
          cursor,
          status: filter.status,
          departmentSlug: filter.departmentSlug,
        };
        const value = await this.#call(
          { method: "GET", path: "/support/tickets", query },
          hostupTicketPageSchema,
        );
        return { value, next: nextCursor(value.data.nextCursor) };
      },
      from,
    );
  }

  async createTicket(body: HostupCreateBody): Promise<Parsed<HostupTicket>> {
    return readWritten(
      await this.#send(this.#json("/support/tickets", body)),
      hostupTicketSchema,
      hostupRefusals,
      "ticket",
    );
  }

  /** Posts an empty ticket; throws provider_forbidden without `write:support`. */
  async probeWriting(): Promise<void> {
    const answer = await this.#send({ ...this.#json("/support/tickets", {}), effect: "none" });
    const refusedFields = answer.status === 400 || answer.status === 422;
    if (!refusedFields && (answer.status < 200 || answer.status >= 300))
      throw errorFromAnswer(answer, hostupRefusals);
  }

  /** Also takes a ticket's number. */
  ticket(id: string): Promise<Parsed<HostupTicket>> {
    return this.#call(
      { method: "GET", path: `/support/tickets/${pathSegment(id)}` },
      hostupTicketSchema,
    );
  }

  async reply(id: string, message: string, encrypted: boolean): Promise<HostupMessage> {
    const body = encrypted ? { message, encrypted } : { message };
    const answer = await this.#send(
      this.#json(`/support/tickets/${pathSegment(id)}/messages`, body),
    );
    return readWritten(answer, messageSchema, hostupRefusals, "message").data;
  }

  async act(id: string, action: "close" | "reopen"): Promise<Parsed<HostupTicket> | null> {
    const answer = await this.#send({
      method: "POST",
      path: `/support/tickets/${pathSegment(id)}/actions/${action}`,
    });
    return readActed(answer, hostupTicketSchema, hostupRefusals, "ticket");
  }

  /** With `ticketId`, the file joins the ticket's next message. */
  async upload(
    file: Pick<OutgoingFile, "filename" | "mimeType" | "size" | "pieces">,
    ticketId?: string,
  ): Promise<HostupUpload> {
    const content = { length: file.size, pieces: () => file.pieces() };
    const fields: Record<string, string> = ticketId === undefined ? {} : { ticketId };
    const { body, contentType } = multipart(
      { ...file, field: "file", content },
      fields,
      `ticketbridge-${randomUUID()}`,
    );
    const call: Call = {
      method: "POST",
      path: "/support/attachments",
      body,
      headers: { "content-type": contentType },
    };
    return (await this.#call(call, uploadSchema, body.length)).data;
  }

  /** Only HostUp's own attachments, whatever `downloadUrl` says. */
  async download(downloadUrl: string): Promise<StreamedAnswer> {
    const path = pathWithinTarget(NAME, this.#peer.baseUrl, downloadUrl, "/support/attachments/");
    const peer = { ...this.#peer, baseUrl: new URL(this.#peer.baseUrl).origin };
    const answer = await requestStream(peer, {
      method: "GET",
      path,
      headers: { authorization: this.#authorization, accept: "*/*" },
    });
    if (isStreamed(answer)) return answer;
    if (answer.status >= 400) throw errorFromAnswer(answer, hostupRefusals);
    throw new AppError("provider_unreadable", {
      text: message("provider.noFile", { name: NAME }),
      requestId: answer.requestId ?? undefined,
    });
  }

  services(
    inventory: HostupInventory,
    filter: { limit?: number; name?: string; primaryIp?: string } = {},
  ): AsyncIterable<Listed<HostupService>> {
    return pages<Listed<HostupService>, string>(NAME, async (cursor) => {
      const query: Query = {
        limit: filter.limit ?? inventory.pageSize,
        cursor,
        name: filter.name,
        primaryIp: filter.primaryIp,
      };
      const { data } = await this.#call(
        { method: "GET", path: inventory.path, query },
        servicePageSchema,
      );
      return { value: data.data, next: nextCursor(data.nextCursor) };
    });
  }

  #json(path: string, body: object): Call {
    return {
      method: "POST",
      path,
      body: JSON.stringify(body),
      headers: { "content-type": "application/json" },
    };
  }

  #send(call: Call, fileBytes = 0) {
    return request(withWriteTimeout(this.#peer, fileBytes), {
      ...call,
      headers: { ...call.headers, authorization: this.#authorization },
    });
  }

  async #call<T>(call: Call, schema: z.ZodType<T>, fileBytes = 0): Promise<Parsed<T>> {
    return readAnswer(await this.#send(call, fileBytes), schema, hostupRefusals);
  }
}
