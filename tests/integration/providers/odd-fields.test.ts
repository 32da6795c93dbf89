import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";

import { isAppError } from "@/lib/errors";
import type { Json, ProviderSession } from "@/lib/providers/contract";

import { startHostupSandbox, startUpsunSandbox } from "../../../sandbox/start";
import { hostupClient } from "./hostup-client";
import { HOSTUP_PATH, hostupAbout, hostupOperations } from "./hostup-operations";
import { oddAnswers } from "./odd-fields";
import { eachOperation, exchangesAt } from "./operations";
import { recording } from "./recording";
import { textFile } from "./support";
import { upsunClient } from "./upsun-client";
import { upsunAbout, upsunOperations } from "./upsun-operations";
import { sessionThrough, wrongServer } from "./wrong-server";

/** Odd answers that an operation gets. `npm run test:mutations` gives 10,000. */
const RUNS = Number(process.env.MUTATIONS ?? 100);
const TIMEOUT = 60_000 + RUNS * 30;

const sound = new Map<string, { status: number; text: string }>();
const soundAt = (endpoint: string) => sound.get(endpoint) ?? { status: 500, text: "" };

beforeAll(async () => {
  const keep = (endpoint: string, exchange: { status: number; answer: string } | undefined) => {
    if (exchange && exchange.status < 300)
      sound.set(endpoint, { status: exchange.status, text: exchange.answer });
  };
  const [hostup, upsun] = await Promise.all([
    startHostupSandbox({ seed: "demo" }),
    startUpsunSandbox({ seed: "demo" }),
  ]);
  try {
    const aboutHostup = await hostupAbout(hostup, hostupClient(hostup));
    const aboutUpsun = upsunAbout(upsun);
    for (const row of eachOperation(hostupOperations)) {
      const { through, exchanges } = recording();
      await row.run(hostupClient(hostup, through), aboutHostup);
      keep(row.endpoint, exchangesAt(row.endpoint, exchanges, HOSTUP_PATH).at(-1));
    }
    for (const row of eachOperation(upsunOperations)) {
      const { through, exchanges } = recording();
      await row.run(upsunClient(upsun, through), aboutUpsun);
      keep(row.endpoint, exchangesAt(row.endpoint, exchanges).at(-1));
      keep("POST /oauth2/token", exchangesAt("POST /oauth2/token", exchanges)[0]);
    }
  } finally {
    await Promise.all([hostup.stop(), upsun.stop()]);
  }
});

type Run = (session: ProviderSession, sent: Json) => Promise<unknown>;
type Row = [
  title: string,
  provider: "hostup" | "upsun",
  endpoint: string,
  list: string | null,
  id: string,
  run: Run,
];

/** The answer with at most four items in its list. */
function example(endpoint: string, list: string | null): Json {
  const json = JSON.parse(soundAt(endpoint).text) as Json;
  if (list === null || json === null || typeof json !== "object" || Array.isArray(json))
    return Array.isArray(json) ? json.slice(0, 4) : json;
  const items = json[list];
  return { ...json, [list]: Array.isArray(items) ? items.slice(0, 4) : null };
}

function throughout({
  provider,
  endpoint,
  answer,
}: {
  provider: "hostup" | "upsun";
  endpoint: string;
  answer: Json;
}): ProviderSession {
  const { status } = soundAt(endpoint);
  const wrong = {
    status,
    headers: { "content-type": "application/json" },
    text: JSON.stringify(answer),
    harmless: false,
  };
  return sessionThrough(provider, wrongServer(wrong, [endpoint], sound));
}

async function holds([, provider, endpoint, list, id, run]: Row): Promise<void> {
  const isKept = (path: Array<string | number>) =>
    list === null
      ? path.length === 1 && path[0] === id
      : path[0] === list && (path.length <= 2 || (path.length === 3 && path[2] === id));
  await fc.assert(
    fc.asyncProperty(oddAnswers(example(endpoint, list), isKept), (answer) =>
      run(throughout({ provider, endpoint, answer }), answer).then(() => undefined),
    ),
    { numRuns: RUNS },
  );
}

const namesOf = (sent: Json, list: string, id: string): string[] =>
  Object.values((sent as Record<string, object>)[list] ?? {}).map((item) =>
    String((item as Record<string, Json>)[id]),
  );

/** The first page has every ticket that was sent; an error may only follow it. */
const lists =
  (list: string, id: string): Run =>
  async (session, sent) => {
    for await (const { tickets } of session.listTickets()) {
      expect(tickets.map(({ externalId }) => externalId)).toEqual(namesOf(sent, list, id));
      return;
    }
  };

/** The same of a resource. */
const resource =
  (name: string, list: string, id: string): Run =>
  async (session, sent) => {
    const pages = session.resources.find((one) => one.name === name)?.pages(null) ?? [];
    for await (const { services, categories } of pages) {
      const found = [...(services ?? []), ...(categories ?? [])].map(
        ({ externalId }) => externalId,
      );
      expect(found).toEqual(namesOf(sent, list, id));
      return;
    }
  };

const HOSTUP_FORM = { department: "vps", subject: "S", message: "M" };
const accepted =
  (
    expected: (sent: Record<string, Json>) => unknown,
    run: (session: ProviderSession) => Promise<unknown> | undefined,
  ): Run =>
  async (session, sent) =>
    expect(await run(session)).toEqual(expected(sent as Record<string, Json>));
const ticketOf = (id: string) => (sent: Record<string, Json>) =>
  expect.objectContaining({ externalId: String(sent[id]) });

const rows: Row[] = [
  ["HostUp's tickets", "hostup", "GET /support/tickets", "data", "id", lists("data", "id")],
  [
    "HostUp's departments",
    "hostup",
    "GET /support/departments",
    "departments",
    "slug",
    resource("departments", "departments", "slug"),
  ],
  ["HostUp's domains", "hostup", "GET /domains", "data", "id", resource("domains", "data", "id")],
  ["HostUp's VPS", "hostup", "GET /vps", "data", "id", resource("VPS", "data", "id")],
  [
    "HostUp's hosting accounts",
    "hostup",
    "GET /shared-hosting",
    "data",
    "id",
    resource("hosting accounts", "data", "id"),
  ],
  [
    "Upsun's tickets",
    "upsun",
    "GET /tickets",
    "tickets",
    "ticket_id",
    lists("tickets", "ticket_id"),
  ],
  [
    "one HostUp ticket",
    "hostup",
    "GET /support/tickets/{id}",
    null,
    "id",
    accepted(ticketOf("id"), (session) => session.readTicket("tkt_1")),
  ],
];

const writes: Row[] = [
  [
    "a HostUp ticket",
    "hostup",
    "POST /support/tickets",
    null,
    "id",
    accepted(ticketOf("id"), (session) => session.fileTicket(HOSTUP_FORM)),
  ],
  [
    "a HostUp reply",
    "hostup",
    "POST /support/tickets/{id}/messages",
    null,
    "id",
    accepted(
      ({ id }) => String(id),
      (session) => session.reply?.("tkt_1", { message: "M", encrypted: false }),
    ),
  ],
  [
    "closing at HostUp",
    "hostup",
    "POST /support/tickets/{id}/actions/close",
    null,
    "",
    accepted(
      () => expect.anything(),
      async (session) => (await session.act?.("tkt_1", "close")) ?? "done",
    ),
  ],
  [
    "a HostUp file",
    "hostup",
    "POST /support/attachments",
    null,
    "",
    accepted(
      () => undefined,
      (session) => session.upload?.("tkt_1", textFile("a.txt", "a")),
    ),
  ],
  [
    "an Upsun ticket",
    "upsun",
    "POST /tickets",
    null,
    "ticket_id",
    accepted(ticketOf("ticket_id"), (session) =>
      session.fileTicket({ subject: "S", message: "M" }),
    ),
  ],
  [
    "solving at Upsun",
    "upsun",
    "PATCH /tickets/{ticket_id}",
    null,
    "",
    accepted(
      () => expect.anything(),
      async (session) => (await session.act?.("1", "solve")) ?? "done",
    ),
  ],
  [
    "an Upsun ticket, of an odd caller",
    "upsun",
    "GET /users/me",
    null,
    "",
    accepted(
      () => expect.anything(),
      (session) => session.fileTicket({ subject: "S", message: "M" }),
    ),
  ],
];

describe("no odd field loses a sibling", () => {
  it.each(rows)("of %s", async (...row) => holds(row), TIMEOUT);
});

describe("an accepted write stays accepted, whatever its answer's fields are", () => {
  it.each(writes)("%s", async (...row) => holds(row), TIMEOUT);

  it.each(writes.filter(([, , endpoint, , id]) => endpoint.startsWith("POST") && id !== ""))(
    "%s without an identity is an unknown outcome",
    async (...[, provider, endpoint, , , run]) => {
      const bodies: Json[] = [
        {},
        [],
        null,
        "accepted",
        { id: {} },
        { ticket_id: [] },
        { data: null },
      ];
      for (const answer of bodies) {
        const error: unknown = await run(throughout({ provider, endpoint, answer }), answer).catch(
          (reason: unknown) => reason,
        );
        expect(isAppError(error, "provider_unknown_outcome")).toBe(true);
      }
    },
  );
});
