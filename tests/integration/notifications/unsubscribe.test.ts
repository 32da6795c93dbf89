import { beforeEach, describe, expect, it, vi } from "vitest";

import { GET, POST } from "@/app/api/unsubscribe/[token]/route";
import type { Viewer } from "@/lib/auth/types";
import { choiceOf } from "@/lib/notices/rules/channel-choices";
import { endedMails } from "@/lib/notifications/unsubscribe/commands";
import { readUnsubscribeToken, unsubscribeToken } from "@/lib/notifications/unsubscribe/token";

import { useTestDatabase } from "../../helpers/database";
import { type MemoryConnection, useMemoryConnection } from "../../helpers/memory-connection";
import { ticketIdOf } from "../../helpers/notifications/batches";
import { makeViewer } from "../../helpers/people";
import { sql } from "../../helpers/sql";

vi.mock("next/headers", () => import("@/tests/helpers/auth/request-mock"));

const { syncConnection } = await import("@/lib/mirror/sync/run-sync");

useTestDatabase();

let connection: MemoryConnection;
useMemoryConnection((made) => (connection = made), {
  clear: ["ticket_follow", "notification_setting", "notice_delivery"],
});

let reader: Viewer;
let topic: string;

beforeEach(async () => {
  const { organizationId = "" } = connection.viewer.memberships[0] ?? {};
  reader = await makeViewer({ organizationId, membership: "reader" });
  connection.account.put("t7");
  await syncConnection(connection.connectionId, { trigger: "person" });
  topic = `ticket:${await ticketIdOf("t7")}`;
});

const ONE_CLICK = "List-Unsubscribe=One-Click";
const FORM = { "content-type": "application/x-www-form-urlencoded" };

const context = (token: string) => ({ params: Promise.resolve({ token }) });
const address = (token: string) => `http://127.0.0.1:9/api/unsubscribe/${token}`;

const post = (token: string, body: BodyInit = ONE_CLICK, headers: Record<string, string> = FORM) =>
  POST(
    new Request(address(token), {
      method: "POST",
      body,
      headers: { origin: "https://mail.example", "sec-fetch-site": "cross-site", ...headers },
    }),
    context(token),
  );

const WATCHED = [
  "ticket_follow",
  "notification_setting",
  "notice_delivery",
  "notification",
  "ticket_seen",
  "organization_follow",
  "mail",
  "session",
];
const rows = async () =>
  Promise.all(WATCHED.map((table) => sql(`SELECT to_jsonb(t) AS row FROM ${table} t`)));
const token = (of = topic) => unsubscribeToken({ userId: reader.userId, topic: of });
const follows = () => sql("SELECT ticket_id, level FROM ticket_follow");
const choices = async () =>
  (await sql<{ choices: unknown }>("SELECT choices FROM notification_setting"))[0]?.choices;

describe("the address that mail programs post to", () => {
  it("mutes the ticket for this person, from anywhere and without a session", async () => {
    await sql(
      `INSERT INTO notice_delivery (user_id, channel, topic, organization_id, untold_from, untold_since, due_at)
      VALUES ($1, 'mail', $2, 'o', 1, now(), now())`,
      [reader.userId, topic],
    );
    const answer = await post(token());
    expect([answer.status, await answer.text()]).toEqual([200, "You’re unsubscribed"]);
    expect(await follows()).toEqual([{ ticket_id: topic.slice(7), level: "mute" }]);
    expect(await sql("SELECT untold_from, due_at FROM notice_delivery")).toEqual([
      { untold_from: null, due_at: null },
    ]);
    expect((await post(token())).status).toBe(200);
    expect(await follows()).toHaveLength(1);
  });

  it("takes the form in its other encoding", async () => {
    const form = new FormData();
    form.set("List-Unsubscribe", "One-Click");
    expect((await post(token(), form, {})).status).toBe(200);
    expect(await follows()).toHaveLength(1);
  });

  it("leads the page's form back to the page", async () => {
    const answer = await post(token(), ONE_CLICK, { ...FORM, accept: "text/html,*/*" });
    expect([answer.status, answer.headers.get("location")]).toEqual([
      303,
      `/unsubscribe/${token()}?done=1`,
    ]);
  });

  it("turns off the mails of one kind, or all, and nothing else", async () => {
    await sql("INSERT INTO notification_setting (user_id, choices) VALUES ($1, $2)", [
      reader.userId,
      { answered: { mail: "digest", push: false }, connection: { in_app: false } },
    ]);
    await post(token("connection:c"));
    expect(await choices()).toEqual({
      answered: { mail: "digest", push: false },
      connection: { in_app: false, mail: "off" },
    });
    await post(token("submission:s"));
    expect(choiceOf(await choices(), "failed")).toMatchObject({ in_app: true, mail: "off" });
    await post(token("all"));
    expect(choiceOf(await choices(), "answered")).toEqual({
      in_app: true,
      mail: "off",
      push: false,
    });
    expect(choiceOf(await choices(), "your_turn").mail).toBe("off");
    expect(await follows()).toEqual([]);
  });

  it("does nothing for a forged token, another body or a large one", async () => {
    const before = await rows();
    const other = await makeViewer();
    const payload = Buffer.from(`${other.userId}\n${topic}`).toString("base64url");
    const forged = payload + token().slice(-22);
    for (const wrong of [forged, "x".repeat(60), "x", token().slice(0, -1)])
      expect((await post(wrong)).status).toBe(404);
    for (const [body, headers] of [
      ["", FORM],
      ["List-Unsubscribe=Yes", FORM],
      [ONE_CLICK, { "content-type": "application/json" }],
      [`${ONE_CLICK}&x=${"x".repeat(20_000)}`, FORM],
    ] as const)
      expect((await post(token(), body, headers)).status).toBe(400);
    expect((await rows()).slice(0, -1)).toEqual(before.slice(0, -1));
  });

  it("answers as before when the person or the ticket is gone", async () => {
    for (const gone of [
      { userId: "nobody", topic },
      { userId: reader.userId, topic: "ticket:gone" },
    ])
      expect((await post(unsubscribeToken(gone))).status).toBe(200);
    expect(await follows()).toEqual([]);
  });
});

describe("opening it", () => {
  it("leads to the page and changes nothing, however often", async () => {
    const before = await rows();
    for (const method of ["HEAD", "GET", "HEAD", "GET"]) {
      const answer = await GET(new Request(address(token()), { method }), context(token()));
      expect([answer.status, answer.headers.get("location")]).toEqual([
        303,
        `/unsubscribe/${token()}`,
      ]);
      expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
    }
    expect(await endedMails({ userId: reader.userId, topic })).toEqual({
      ended: "ticket",
      number: "7",
    });
    expect(await rows()).toEqual(before);
  });

  it("reads no token that the portal did not make", () => {
    expect(readUnsubscribeToken(token())).toEqual({ userId: reader.userId, topic });
    for (const wrong of ["", "a", `x${token()}`, `${token()}x`])
      expect(readUnsubscribeToken(wrong)).toBeNull();
  });
});
