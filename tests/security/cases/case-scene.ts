import { randomUUID } from "node:crypto";

import { beforeAll, beforeEach } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { syncNow } from "@/lib/connections/sync-now";
import { prisma } from "@/lib/db/prisma";
import { PLAIN } from "@/lib/forms/plain-form";
import { startCase } from "@/lib/review/cases/commands";
import { getCase } from "@/lib/review/cases/get-case";
import { makeConnection } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

import { type GuardedTicket, useGuardedTicket } from "../guarded-ticket";

export interface CaseScene extends GuardedTicket {
  /** Another ticket of the organization, and one of a stranger's. */
  otherId: string;
  foreignId: string;
  /** A new one for each test, with the guarded ticket. */
  caseId: string;
  start: (viewer: Viewer, title: string) => Promise<string>;
  open: (
    viewer: Viewer,
    address?: { before?: string; find?: string },
  ) => ReturnType<typeof getCase>;
  memberIds: () => Promise<string[] | undefined>;
}

/** Call it after `useTestDatabase`. */
export function useCaseScene(assign: (scene: CaseScene) => void): void {
  let guarded: GuardedTicket;
  useGuardedTicket((made) => (guarded = made));
  let [otherId, foreignId] = ["", ""];

  beforeAll(async () => {
    const { account, owner, stranger, connectionId } = guarded;
    account.put("m-2", {
      openedAt: new Date("2026-03-02T10:00:00Z"),
      messages: [
        {
          externalId: "msg-2",
          sender: "staff",
          senderId: "u-9",
          senderName: "Sven",
          body: "We are looking at it.",
          encrypted: false,
          sentAt: new Date("2026-03-01T11:00:00Z"),
        },
      ],
    });
    await syncNow(owner, { connectionId });
    otherId = await ticketOf(connectionId, "m-2");
    const foreign = await makeConnection(stranger, "memory", account.key);
    await syncNow(stranger, { connectionId: foreign });
    foreignId = await ticketOf(foreign, "m-1");
  });

  beforeEach(async () => {
    await sql("DELETE FROM review_case");
    await sql("UPDATE organization SET asks_reason = false");
    const start: CaseScene["start"] = (viewer, title) =>
      startCase(viewer, { ticketId: guarded.ticketId, formKey: randomUUID(), title });
    const caseId = await start(guarded.staff, "Outage in March");
    await sql("DELETE FROM audit_entry");
    const open: CaseScene["open"] = (viewer, address) => getCase(viewer, caseId, address);
    const memberIds = async () => (await open(guarded.staff))?.members.map(({ id }) => id);
    assign({ ...guarded, otherId, foreignId, caseId, start, open, memberIds });
  });
}

const ticketOf = async (connectionId: string, externalId: string) =>
  (await prisma().ticket.findFirstOrThrow({ where: { connectionId, externalId } })).id;

export const loggedActs = () =>
  sql("SELECT action, target_id AS of, reason, data FROM audit_entry ORDER BY id");

export type FormHandler = (
  request: Request,
  context: { params: Promise<{ id: string }> },
) => Promise<Response>;

/** Posts a form of the viewer's page, without scripts. */
export async function postForm(
  handler: FormHandler,
  id: string,
  viewer: Viewer | null,
  fields: Record<string, string>,
) {
  const body = new URLSearchParams({ [PLAIN.viewer]: viewer?.userId ?? "", ...fields });
  const request = new Request("http://localhost:3000/api/staff", {
    method: "POST",
    headers: {
      "sec-fetch-site": "same-origin",
      "content-type": "application/x-www-form-urlencoded",
    },
    body: body.toString(),
  });
  const answer = await handler(request, { params: Promise.resolve({ id }) });
  return { status: answer.status, to: answer.headers.get("location"), body: await answer.text() };
}
