import { beforeEach } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { transaction } from "@/lib/db/kysely";
import { drainNotices } from "@/lib/jobs/notices";
import { syncConnection } from "@/lib/mirror/sync/run-sync";
import type { NoticeKind } from "@/lib/notices/kinds";
import { recordNotices } from "@/lib/notices/record/record-notices";
import type { NewNotice, NoticeDetail } from "@/lib/notices/types";

import { type MemoryConnection, useMemoryConnection } from "../memory-connection";
import { makeViewer } from "../people";
import { sql } from "../sql";
import { movedBack } from "../submissions/time";
import { NOTICE_TABLES } from "./moved-tables";
import { recordingChannel } from "./recording-channel";

const TICKETS = 6;

interface Given extends Partial<NewNotice> {
  ticket?: number;
}

interface Held {
  organizationId: string;
  person: Viewer;
  tickets: string[];
  mail: ReturnType<typeof recordingChannel>;
  push: ReturnType<typeof recordingChannel>;
}

/** A person who follows all tickets of an organization, with recording channels. */
export function useDeliveryScene() {
  const connection = {} as MemoryConnection;
  useMemoryConnection((made) => Object.assign(connection, made), {
    clear: [
      "submission",
      "notice",
      "notification",
      "notice_delivery",
      "notification_setting",
      "rate_limit",
      "maintenance",
      "pgboss.job",
    ],
  });

  const held = {} as Held;

  beforeEach(async () => {
    const organizationId = connection.viewer.memberships[0]?.organizationId ?? "";
    const person = await makeViewer({ organizationId, membership: "reader" });
    for (let number = 0; number < TICKETS; number += 1) connection.account.put(`t${number}`, {});
    await syncConnection(connection.connectionId, { trigger: "person" });
    const tickets = (await sql<{ id: string }>("SELECT id FROM ticket ORDER BY id")).map(
      ({ id }) => id,
    );
    await sql(
      `INSERT INTO ticket_follow (ticket_id, user_id, level) SELECT id, $1, 'follow' FROM ticket`,
      [person.userId],
    );
    Object.assign(held, {
      organizationId,
      person,
      tickets,
      mail: recordingChannel(),
      push: recordingChannel("push"),
    } satisfies Held);
  });

  /** Records notices in a transaction; by default one of an answer. */
  async function record(...given: Given[]): Promise<void> {
    await transaction(async (client) => {
      const [row] = await sql<{ now: Date }>("SELECT now()::timestamptz(3) AS now");
      await recordNotices(
        client,
        given.map(({ ticket = 0, ...more }) => ({
          organizationId: held.organizationId,
          topic: `ticket:${held.tickets[ticket] ?? ""}`,
          ticketId: held.tickets[ticket] ?? null,
          submissionId: null,
          connectionId: connection.connectionId,
          kind: "answered" as NoticeKind,
          detail: "message" as NoticeDetail,
          event: null,
          actorId: null,
          recipientId: null,
          addresses: [],
          wakes: false,
          ...more,
        })),
        row?.now ?? new Date(),
      );
    });
  }

  const drain = () => drainNotices(Date.now() + 10_000, { mail: held.mail, push: held.push });

  /** Moves all stored times back. */
  async function pass(minutes: number): Promise<void> {
    for (const { table, columns } of [
      ...NOTICE_TABLES,
      { table: "pgboss.job", columns: ["start_after", "created_on"] },
    ])
      await sql(`UPDATE ${table} SET ${movedBack(columns, minutes * 60)}`);
    await sql("UPDATE rate_limit SET expire = expire - ($1::float8 * 60000)::bigint", [minutes]);
  }

  const rows = () =>
    sql<{ untold: boolean; due: boolean; in_digest: boolean; window: boolean }>(
      `SELECT untold_from IS NOT NULL AS untold, due_at IS NOT NULL AS due, in_digest,
         window_ends_at IS NOT NULL AS window
       FROM notice_delivery ORDER BY topic`,
    );
  const read = () => sql("UPDATE notification SET unread_since = NULL");
  const choose = (choices: object, more: { quiet?: [number, number]; digestAt?: number } = {}) =>
    sql(
      `INSERT INTO notification_setting (user_id, choices, quiet_from, quiet_until, digest_at)
       VALUES ($1, $2, $3, $4, $5)`,
      [
        held.person.userId,
        JSON.stringify(choices),
        more.quiet?.[0] ?? null,
        more.quiet?.[1] ?? null,
        more.digestAt ?? 480,
      ],
    );

  return {
    record,
    drain,
    pass,
    rows,
    read,
    choose,
    get mail() {
      return held.mail;
    },
    get push() {
      return held.push;
    },
    get person() {
      return held.person;
    },
    get organizationId() {
      return held.organizationId;
    },
    get tickets() {
      return held.tickets;
    },
    get connectionId() {
      return connection.connectionId;
    },
    /** The organization's manager. */
    get viewer() {
      return connection.viewer;
    },
    get account() {
      return connection.account;
    },
  };
}

/** Returns minutes of the day relative to now, in UTC as the person's zone. */
export function around(from: number, until: number): [number, number] {
  const minute = new Date().getUTCHours() * 60 + new Date().getUTCMinutes();
  const inDay = (value: number) => (value + 1_440) % 1_440;
  return [inDay(minute + from), inDay(minute + until)];
}
