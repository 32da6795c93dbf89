import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import type { Json, ProviderSession, TicketSnapshot } from "@/lib/providers/contract";
import { createHostupProvider } from "@/lib/providers/hostup/provider";
import { createUpsunProvider } from "@/lib/providers/upsun/provider";
import { exampleAnswer as hostupExample, fieldExamples } from "./hostup-examples";
import { tokenStore } from "./support";
import { exampleAnswer as upsunExample } from "./upsun-examples";

const RUNS = 1_000;

type Path = Array<string | number>;

function pathsOf(value: Json, path: Path = []): Path[] {
  const inner = Array.isArray(value)
    ? value.flatMap((item, index) => pathsOf(item, [...path, index]))
    : value !== null && typeof value === "object"
      ? Object.entries(value).flatMap(([key, item]) => pathsOf(item, [...path, key]))
      : [];
  return [path, ...inner];
}

/** A copy with one place changed; `undefined` takes it away. */
function changed(value: Json, [step, ...rest]: Path, replacement: Json | undefined): Json | undefined {
  if (step === undefined) return replacement;
  if (Array.isArray(value)) {
    return value.flatMap((item, index): Json[] => {
      const made = index === step ? changed(item, rest, replacement) : item;
      return made === undefined ? [] : [made];
    });
  }
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]): Array<[string, Json]> => {
      const made = key === step ? changed(item, rest, replacement) : item;
      return made === undefined ? [] : [[key, made]];
    }),
  );
}

const odd: fc.Arbitrary<Json | undefined> = fc.oneof(
  fc.constant(undefined),
  fc.constant(null),
  fc.boolean(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.string({ unit: "binary" }),
  fc.constantFrom("\ud800", "\u0000", "__proto__", "constructor", "escalated", "<script>alert(1)</script>", "9999-99-99T00:00:00Z", "x".repeat(200_000)),
  fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>,
);

/** The example with up to three places changed and a field more than documented. */
function mutated(example: Json): fc.Arbitrary<Json> {
  const paths = pathsOf(example);
  return fc.array(fc.tuple(fc.constantFrom(...paths), odd), { minLength: 1, maxLength: 3 }).map((changes) => {
    let value: Json = example;
    for (const [path, replacement] of changes) value = changed(value, path, replacement) ?? null;
    return value;
  });
}

/** A session whose every answer is the one at hand; a token exchange always works. */
function answering(make: "hostup" | "upsun", answer: () => string, status: () => number): ProviderSession {
  const fake: typeof fetch = async (url) =>
    String(url).endsWith("/oauth2/token")
      ? Response.json({ access_token: "t", expires_in: 900, token_type: "bearer" })
      : new Response(answer(), { status: status(), headers: { "content-type": "application/json" } });
  const provider =
    make === "hostup"
      ? createHostupProvider({ apiUrl: "https://hostup.example/api/v2", tuning: { limits: { attempts: 1 } } })
      : createUpsunProvider({ apiUrl: "https://upsun.example", authUrl: "https://auth.upsun.example", tuning: { limits: { attempts: 1 } } });
  return provider.open({ credential: "key", tokens: tokenStore(), fetch: fake });
}

function sound(ticket: TicketSnapshot): void {
  expect(typeof ticket.externalId).toBe("string");
  expect(ticket.externalId).not.toBe("");
  expect(typeof ticket.status).toBe("string");
  for (const time of [ticket.openedAt, ticket.updatedAt, ticket.lastMessageAt, ...(ticket.messages ?? []).map(({ sentAt }) => sentAt)]) {
    if (time !== null) expect(Number.isNaN(time.getTime())).toBe(false);
  }
}

async function tolerates(make: "hostup" | "upsun", example: Json, status: number, run: (session: ProviderSession) => Promise<TicketSnapshot[]>, rawOf: (answer: Json) => Json[]) {
  let text = "";
  const session = answering(make, () => text, () => status);
  let read = 0;
  await fc.assert(
    fc.asyncProperty(mutated(example), async (answer) => {
      text = JSON.stringify(answer);
      try {
        const tickets = await run(session);
        tickets.forEach(sound);
        expect(tickets.map(({ raw }) => raw)).toEqual(rawOf(JSON.parse(text) as Json));
        read += 1;
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        expect(["provider_unreadable", "provider_unknown_outcome"]).toContain(error.code);
        expect(error.message.length).toBeLessThan(400);
      }
    }),
    { numRuns: RUNS },
  );
  // Most of what is odd is no reason to lose a ticket.
  expect(read).toBeGreaterThan(RUNS / 10);
}

async function firstPage(session: ProviderSession): Promise<TicketSnapshot[]> {
  for await (const page of session.listTickets()) return page.tickets;
  return [];
}

async function read(session: ProviderSession, id: string): Promise<TicketSnapshot[]> {
  const ticket = await session.readTicket(id);
  return ticket ? [ticket] : [];
}

const listed = (key: string) => (answer: Json) => (answer as Record<string, Json[]>)[key] ?? [];

describe("an answer that is not as documented ends as a tolerant value or a typed error", () => {
  const full = { ...fieldExamples, messages: [...fieldExamples.messages, { ...fieldExamples.messages[0], id: "tmsg_2", attachments: fieldExamples.attachments }] } as Json;

  it("HostUp: one ticket", () => tolerates("hostup", full, 200, (session) => read(session, "tkt_1"), (answer) => [answer]), 120_000);
  it("HostUp: a list", () => tolerates("hostup", { data: [hostupExample, full], nextCursor: null }, 200, firstPage, listed("data")), 120_000);
  it("HostUp: a new ticket", () =>
    tolerates("hostup", hostupExample, 201, async (session) => [await session.fileTicket({ department: "vps", subject: "S", message: "M" })], (answer) => [answer]), 120_000);
  it("Upsun: a list", () => tolerates("upsun", { count: 1, tickets: [upsunExample], _links: { self: { href: "/tickets" } } }, 200, firstPage, listed("tickets")), 120_000);
});
