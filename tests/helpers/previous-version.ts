import type pg from "pg";

import { seal } from "@/lib/crypto/seal";
import { env } from "@/lib/env";

export const NEW_TABLES = [
  ..."account_token answer authenticator case_file day_root day_sum device filing_template identity internal_note".split(
    " ",
  ),
  ..."internal_note_mention mail notice notice_delivery notification notification_setting organization_follow".split(
    " ",
  ),
  ..."outdated_timeline passkey passkey_challenge past_words portal_key private_submission push_subscription".split(
    " ",
  ),
  ..."recovery_code review_case review_case_ticket saved_view seen_as search_list search_word session ticket_follow ticket_seen ticket_setting ticket_state".split(
    " ",
  ),
  ..."ticket_timeline ticket_version turn_segment webhook webhook_delivery".split(" "),
];

/** New columns, with the value that they have in every row of that version. */
export const ADDED_VALUES: Readonly<Record<string, unknown>> = {
  asks_reason: false,
  credential_version: 1,
  outcome: "done",
  requires_second_factor: false,
};

/** The first migration that renames what the version before it uses. */
export const FIRST_RENAME = "20261126051500";

const ORGANIZATION = "organization-1";
export const AUTHOR = "user-1";
export const OTHER_AUTHOR = "user-2";
export const OLD_CONNECTIONS = ["connection-1", "connection-2"];
export const OPEN_TICKET = "ticket-open";
const CLOSED_TICKET = "ticket-closed";
const REJECTED_FILING = "submission-filing";

export const OLD_STATES = "queued sending sent rejected unknown asked abandoned".split(" ");
export const OLD_STEPS = "reopen write files carry".split(" ");
export const FILE_STATES =
  "receiving ready waiting sending uploaded unsure confirmed missing refused".split(" ");
/** The text keys of drafts in that version. */
export const PLACES = [
  "new",
  `new:${REJECTED_FILING}`,
  `continue:${CLOSED_TICKET}`,
  `reply:${OPEN_TICKET}`,
];

export const SEALED_VALUES = { message: "hunter2", encrypted: "true" };

/** Fills a database of the version before the renames with rows of every state, step and place. */
export async function fillPreviousVersion(client: pg.Client): Promise<void> {
  await addAccounts(client);
  await addParts(client);
  await addSubmissions(client);
  await addDrafts(client);
  await addFiles(client);
}

async function addAccounts(client: pg.Client): Promise<void> {
  await client.query("INSERT INTO organization (id, name) VALUES ($1, 'Northwind')", [
    ORGANIZATION,
  ]);
  for (const id of [AUTHOR, OTHER_AUTHOR]) {
    await client.query(
      `INSERT INTO "user" (id, email, name, password_hash) VALUES ($1, $1, 'Jane', '-')`,
      [id],
    );
    await client.query("INSERT INTO membership (user_id, organization_id) VALUES ($1, $2)", [
      id,
      ORGANIZATION,
    ]);
  }
  const checkpoint = { sweepId: "sweep-1", resource: "tickets", from: "p2", full: true };
  const connections = [
    { reason: "asked", checkpoint: { ...checkpoint, looked: true } },
    { reason: "unanswered", checkpoint },
  ];
  for (const [index, { reason, checkpoint }] of connections.entries())
    await client.query(
      `INSERT INTO connection (id, organization_id, provider, label, created_by_id, wanted_at,
                               not_before_at, not_before_reason, full_read_at, checkpoint)
       VALUES ($1, $2, 'hostup', 'Hosting', $3, '2026-11-01', '2026-11-02', $4, '2026-11-03', $5)`,
      [OLD_CONNECTIONS[index], ORGANIZATION, AUTHOR, reason, checkpoint],
    );
  for (const [id, turn] of Object.entries({ [OPEN_TICKET]: "yours", [CLOSED_TICKET]: "done" }))
    await client.query(
      `INSERT INTO ticket (id, organization_id, connection_id, provider, external_id, number, status,
                           turn, activity_at, summary_hash, first_seen_at, read_at)
       VALUES ($1, $2, $3, 'hostup', $1, $1, 'open', $4, now(), '-', now(), now())`,
      [id, ORGANIZATION, OLD_CONNECTIONS[0], turn],
    );
}

/** The newest event of each part decides: `back` was removed and came back. */
const PART_EVENTS: ReadonlyArray<[kind: string, field: string, day: string]> = [
  ["message_removed", "gone", "2026-11-01"],
  ["message_removed", "back", "2026-11-01"],
  ["message_added", "back", "2026-11-02"],
  ["message_changed", "edited", "2026-11-03"],
  ["message_changed", "edited", "2026-11-04"],
  ["attachment_removed", "file", "2026-11-05"],
];

async function addParts(client: pg.Client): Promise<void> {
  for (const [position, id] of ["kept", "gone", "back", "edited"].entries())
    await client.query(
      `INSERT INTO message (ticket_id, external_id, position, sender)
       VALUES ($1, $2, $3, 'staff')`,
      [OPEN_TICKET, id, position],
    );
  for (const id of ["file", "kept-file"])
    await client.query("INSERT INTO attachment (id, ticket_id, external_id) VALUES ($2, $1, $2)", [
      OPEN_TICKET,
      id,
    ]);
  for (const [kind, field, day] of PART_EVENTS)
    await client.query(
      `INSERT INTO event (ticket_id, organization_id, kind, field, seen_at)
       VALUES ($1, $2, $3, $4, $5)`,
      [OPEN_TICKET, ORGANIZATION, kind, field, day],
    );
}

async function addSubmissions(client: pg.Client): Promise<void> {
  const insert = `
    INSERT INTO submission (id, organization_id, connection_id, user_id, form_key, kind, state, step,
                            payload, payload_hash, ticket_id, carrier_external_id, created_at)
    VALUES ($1, $2, $3, $4, $1, $5, $6, $7, '{"message": "Hello"}', '-', $8, $9, now())`;
  const common = [ORGANIZATION, OLD_CONNECTIONS[0], AUTHOR];
  for (const state of OLD_STATES)
    for (const step of OLD_STEPS)
      await client.query(insert, [
        `${state}-${step}`,
        ...common,
        "reply",
        state,
        step,
        OPEN_TICKET,
        `message of ${state}-${step}`,
      ]);
  await client.query(insert, [
    REJECTED_FILING,
    ...common,
    "create",
    "rejected",
    "write",
    null,
    null,
  ]);
}

async function addDrafts(client: pg.Client): Promise<void> {
  const insert = `
    INSERT INTO draft (id, user_id, place, form_key, values, sealed, discarded_at)
    VALUES ($1, $2, $3, $1, $4, $5, $6)`;
  for (const place of PLACES) {
    const isSealed = place.startsWith("reply:");
    const context = {
      organizationId: ORGANIZATION,
      rowId: `${AUTHOR} ${place}`,
      provider: "hostup",
      field: "draft" as const,
    };
    await client.query(insert, [
      `draft at ${place}`,
      AUTHOR,
      place,
      isSealed ? null : { message: `At ${place}` },
      isSealed ? seal(JSON.stringify(SEALED_VALUES), context, env().CREDENTIAL_KEYS) : null,
      null,
    ]);
    await client.query(insert, [
      `discarded at ${place}`,
      OTHER_AUTHOR,
      place,
      { message: `Discarded at ${place}` },
      null,
      new Date(),
    ]);
  }
}

async function addFiles(client: pg.Client): Promise<void> {
  const insert = `
    INSERT INTO outgoing_file (id, user_id, organization_id, place, submission_id, filename,
                               given_name, size, state, pinned_at)
    VALUES ($1, $2, $3, $4, $5, $1, 'given', 10, $6, $7)`;
  for (const place of PLACES) {
    const file = [place, null, "ready", null];
    await client.query(insert, [`file at ${place}`, AUTHOR, ORGANIZATION, ...file]);
    await client.query(insert, [
      `discarded file at ${place}`,
      OTHER_AUTHOR,
      ORGANIZATION,
      `discarded ${place}`,
      ...file.slice(1),
    ]);
  }
  await client.query(insert, [
    "dropped file",
    AUTHOR,
    ORGANIZATION,
    "dropped",
    null,
    "receiving",
    null,
  ]);
  for (const state of FILE_STATES)
    await client.query(insert, [
      `${state} file`,
      AUTHOR,
      ORGANIZATION,
      `reply:${OPEN_TICKET}`,
      "sent-files",
      state,
      new Date("2026-11-04"),
    ]);
}
