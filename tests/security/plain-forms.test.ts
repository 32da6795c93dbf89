import { randomUUID } from "node:crypto";

import { decodeHTML } from "entities";
import { beforeEach, describe, expect, it, vi } from "vitest";

import { POST as changeHours } from "@/app/api/organizations/[id]/hours/route";
import { POST as act } from "@/app/api/tickets/[id]/act/route";
import { POST as reply } from "@/app/api/tickets/[id]/reply/route";
import { POST as fileForm } from "@/app/api/tickets/file/route";
import { POST as saveView } from "@/app/api/views/route";
import type { Viewer } from "@/lib/auth/types";
import { ACCOUNT } from "@/lib/drafts/account-field";
import { saveDraft } from "@/lib/drafts/commands";
import { loadDraft } from "@/lib/drafts/queries";
import { NEW_TICKET_KEY, replyKey } from "@/lib/files/draft-key";
import { PLAIN } from "@/lib/forms/plain-form";
import { textsOf } from "@/lib/i18n/texts";
import { deliverSubmission } from "@/lib/jobs/submissions";
import { typedHours } from "@/lib/organizations/hours/typed-hours";
import { useTestDatabase } from "@/tests/helpers/database";
import { currentViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";
import { uploadFile } from "@/tests/helpers/submissions/submissions";

import { type GuardedTicket, useGuardedTicket } from "./guarded-ticket";

const session = vi.hoisted(() => ({ userId: null as string | null, work: [] as unknown[] }));
vi.mock("@/lib/auth/viewer", () => ({
  getSession: async () => {
    const viewer = session.userId ? await currentViewer(session.userId) : null;
    return viewer && { viewer, missing: null };
  },
}));
vi.mock("@/lib/i18n/visitor-language", () => ({ visitorLanguage: async () => "en" }));
vi.mock("next/server", async (original) => ({
  ...(await original<object>()),
  after: (work: () => unknown) => session.work.push(work),
}));

useTestDatabase();

let guarded: GuardedTicket;
useGuardedTicket((made) => (guarded = made));

const OWN = { "sec-fetch-site": "same-origin" };

type Handler = typeof reply | typeof fileForm;

async function post(
  route: Handler,
  viewer: Viewer | null,
  fields: Record<string, string>,
  headers: Record<string, string> = OWN,
  id = guarded.ticketId,
) {
  session.userId = viewer?.userId ?? null;
  const body = new URLSearchParams({ [PLAIN.viewer]: viewer?.userId ?? "", ...fields });
  const request = new Request("http://localhost:3000/api/tickets", {
    method: "POST",
    headers: { ...headers, "content-type": "application/x-www-form-urlencoded" },
    body: body.toString(),
  });
  const context = { params: Promise.resolve({ id }) };
  const answer = await (route as typeof reply)(request, context);
  return { status: answer.status, to: answer.headers.get("location"), body: await answer.text() };
}

/** With quotes, markup and a line break. */
const HOSTILE = `A "b" </pre><img src=x>&amp;\nC`;

const formOf = (message: string, more: Record<string, string> = {}) => ({
  [PLAIN.formKey]: randomUUID(),
  message,
  ...more,
});
const filingOf = (subject: string, message: string, more: Record<string, string> = {}) => ({
  ...formOf(message, more),
  subject,
  [PLAIN.draft]: "new",
  [ACCOUNT]: guarded.connectionId,
});
const filingPage = (rest: string) => `/tickets/new?account=${guarded.connectionId}&plain=1${rest}`;
const page = (rest: string) => `/tickets/${guarded.ticketId}${rest}`;
const replies = () =>
  sql<{ id: string; message: string }>(
    "SELECT id, payload ->> 'message' AS message FROM submission WHERE kind = 'reply' ORDER BY id",
  );
const draftOf = async (viewer: Viewer) => loadDraft(viewer, replyKey(guarded.ticketId));

beforeEach(() => {
  session.work = [];
});

describe("a form without scripts", () => {
  const forms: [string, Handler, () => Record<string, string>][] = [
    ["reply", reply, () => formOf("Hello")],
    ["close", act, () => ({ close: randomUUID() })],
    ["file", fileForm, () => filingOf("Down", "Since 02:00.")],
  ];

  it.each(forms)("to %s does nothing for whoever may not", async (_name, route, fields) => {
    const { stranger, outsider, reader, owner, account } = guarded;
    const written = account.journal.length;
    for (const viewer of [stranger, outsider])
      expect(await post(route, viewer, fields())).toMatchObject({ status: 404, to: null });
    expect(await post(route, reader, fields())).toMatchObject({ status: 403, to: null });
    const signIn = await post(route, null, fields());
    expect(signIn.to ?? signIn.body).toContain("/login?next=%2Ftickets");
    const foreign = { "sec-fetch-site": "cross-site", origin: "https://evil.example" };
    expect((await post(route, owner, fields(), foreign)).status).toBe(403);
    const other = { ...fields(), [PLAIN.viewer]: reader.userId };
    expect((await post(route, owner, other)).status).toBe(409);
    expect(await sql("SELECT id FROM submission")).toEqual([]);
    expect(account.journal).toHaveLength(written);
  });

  it.each([
    ["reply", reply, () => formOf(HOSTILE)],
    ["file", fileForm, () => filingOf("Down", HOSTILE)],
  ] as const)("to %s returns its text after the session has ended", async (_name, route, of) => {
    const { owner, reader } = guarded;
    const fields: Record<string, string> = { ...of(), [PLAIN.viewer]: owner.userId };
    const answer = await post(route, null, fields);
    expect(answer.status).toBe(401);
    expect(answer.body).not.toContain("<img");
    const inputs = answer.body.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g);
    const again = Object.fromEntries(
      [...inputs].map(([, name = "", value = ""]) => [decodeHTML(name), decodeHTML(value)]),
    );
    expect(again).toEqual(fields);
    expect((await post(route, reader, again)).status).toBe(409);
    expect((await post(route, owner, again)).to).toMatch(/^\/tickets\/[0-9A-Z]{26}/);
    await sql("DELETE FROM submission");
  });

  it("of business hours leads back to what was typed, with the fault at its field", async () => {
    const { owner } = guarded;
    const id = owner.memberships[0]?.organizationId ?? "";
    const send = (fields: object) => post(changeHours, owner, { ...fields }, OWN, id);
    const rest = ["tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "holidays"];
    const closed = Object.fromEntries(rest.map((name) => [name, ""]));
    const form = { ...closed, monday: "8-17<b>", timeZone: "Europe/Stockholm" };
    const { status, to } = await send(form);
    expect(status).toBe(303);
    const { pathname, searchParams, hash } = new URL(to ?? "", "http://portal.test");
    expect([pathname, hash]).toEqual(["/organization", "#business-hours"]);
    const query = Object.fromEntries(searchParams);
    expect(query).toEqual({ ...form, in: id });
    expect(typedHours(textsOf("en"), query)?.errors).toEqual({
      monday: expect.stringContaining("Enter the day’s hours"),
    });
    // Too long for an address: the page of a refused form.
    const long = await send({ ...form, holidays: "2026-12-25<b>,".repeat(600) });
    expect([long.status, long.body.includes("<b>")]).toEqual([400, false]);
    expect(long.body).toMatch(/<textarea name="monday"[^>]*>\n8-17&lt;b/);
    expect(long.body).toContain('<input type="hidden" name="timeZone" value="Europe/Stockholm">');
    expect(await send({ ...form, monday: "8:00-17:00" })).toMatchObject({ status: 303 });
  });

  it("is followed for a reader, who may", async () => {
    const { reader, ticketId } = guarded;
    const followed = await post(act, reader, { level: "mute" });
    expect(followed).toMatchObject({ status: 303, to: page("") });
    const level = () => sql("SELECT level FROM ticket_follow WHERE ticket_id = $1", [ticketId]);
    expect(await level()).toEqual([{ level: "mute" }]);
    await post(act, reader, { level: "" });
    expect(await level()).toEqual([]);
    expect((await post(act, guarded.stranger, { level: "mute" })).status).toBe(404);
  });
});

describe("a reply without scripts", () => {
  it("stays as the draft with its reason where it cannot be sent", async () => {
    const { owner } = guarded;
    const blank = await post(reply, owner, formOf(" \r\n"));
    expect(blank.to).toBe(page("?continue=1&problem=invalid#reply"));
    const secret = "-----BEGIN RSA PRIVATE KEY-----";
    const warned = await post(reply, owner, formOf(`A\r\n${secret}`));
    expect(warned.to).toBe(page("?continue=1#reply-secrets"));
    expect((await draftOf(owner))?.values.message).toContain(`A\n${secret}`);
    // Another device has saved since: both texts stay.
    const second = await post(reply, owner, formOf("log", { [PLAIN.files]: "a.log" }));
    expect(second.to).toBe(page("?continue=1&problem=files#reply"));
    expect((await draftOf(owner))?.values.message).toBe(`A\n${secret}\n\nlog`);
    expect(await replies()).toEqual([]);
  });

  it("is stored once, however often it is posted, and ends the draft", async () => {
    const { owner } = guarded;
    const draft = await draftOf(owner);
    const form = {
      ...formOf(`${draft?.values.message}`, { [PLAIN.anyway]: "1" }),
      [PLAIN.formKey]: draft?.formKey ?? "",
      [PLAIN.version]: String(draft?.version),
    };
    for (const _again of [1, 2]) expect((await post(reply, owner, form)).to).toBe(page("#reply"));
    expect(await replies()).toHaveLength(1);
    expect(await draftOf(owner)).toBeNull();
    // From the browser's history, changed: another text is not lost.
    const changed = await post(reply, owner, { ...form, message: "Something else" });
    expect(changed.to).toBe(page("?continue=1&problem=conflict#reply"));
    expect((await draftOf(owner))?.values.message).toBe("Something else");
    await deliverSubmission((await replies())[0]?.id ?? "");
  });

  it("with a file is stored once, however often it is posted", async () => {
    const { owner, connectionId, ticketId } = guarded;
    const draftKey = replyKey(ticketId);
    await uploadFile(owner, { connectionId, draftKey, name: "trace.log" });
    const form = formOf("See the file");
    for (const _again of [1, 2]) expect((await post(reply, owner, form)).to).toBe(page("#reply"));
    expect((await replies()).filter(({ message }) => message === "See the file")).toHaveLength(1);
    expect((await draftOf(owner))?.values.message).not.toContain("See the file");
  });

  it("stays encrypted where it joins a text to encrypt", async () => {
    const { owner, ticketId } = guarded;
    const draftKey = replyKey(ticketId);
    const { version = 0 } = (await draftOf(owner)) ?? {};
    const values = { message: "hunter2", encrypted: "true" };
    await saveDraft(owner, { draftKey, formKey: randomUUID(), values, version });
    await post(reply, owner, formOf("log", { [PLAIN.files]: "a.log" }));
    expect((await draftOf(owner))?.values).toEqual({
      message: "hunter2\n\nlog",
      encrypted: "true",
    });
    const stored = await sql("SELECT values, sealed FROM draft WHERE target_id = $1", [ticketId]);
    expect(JSON.stringify(stored)).not.toContain("hunter2");
  });

  it("closes the ticket once, and says what it cannot do", async () => {
    const { owner, account } = guarded;
    const refused = await post(act, owner, { reopen: randomUUID() });
    expect(refused.to).toBe(page("?failed=conflict"));
    const form = { close: randomUUID() };
    for (const _again of [1, 2])
      expect((await post(act, owner, form)).to).toBe(page("?done=close"));
    expect(JSON.stringify(account.journal).match(/close/g)).toHaveLength(1);
  });
});

describe("a ticket without scripts", () => {
  it("stays as the draft with its reason until it can be filed, once", async () => {
    const { owner } = guarded;
    const draft = () => loadDraft(owner, NEW_TICKET_KEY);
    const empty = await post(fileForm, owner, filingOf("", "A\r\nB"));
    expect(empty.to).toBe(filingPage("&problem=invalid#filing-problems"));
    expect((await draft())?.values).toMatchObject({
      message: "A\nB",
      [ACCOUNT]: guarded.connectionId,
    });
    const next = async (fields: Record<string, string>) => {
      const kept = await draft();
      const known = { [PLAIN.formKey]: kept?.formKey ?? "", [PLAIN.version]: `${kept?.version}` };
      return post(fileForm, owner, { ...fields, ...known });
    };
    expect((await next(filingOf("Down", "A", { [PLAIN.update]: "1" }))).to).toBe(filingPage(""));
    const secret = "-----BEGIN RSA PRIVATE KEY-----";
    const warned = await next(filingOf("Down", secret));
    expect(warned.to).toBe(filingPage("#field-message-secrets"));
    expect((await draft())?.values).toMatchObject({ subject: "Down", message: secret });
    const filed = await next(filingOf("Down", secret, { [PLAIN.anyway]: "1" }));
    const [submission] = await sql<{ id: string }>(
      "SELECT id FROM submission WHERE kind = 'create'",
    );
    expect(filed.to).toBe(`/tickets/${submission?.id}`);
    expect(await draft()).toBeNull();
  });

  it("with a file is filed once, however often it is posted", async () => {
    const { owner, connectionId } = guarded;
    await uploadFile(owner, { connectionId, draftKey: NEW_TICKET_KEY, name: "trace.log" });
    const form = filingOf("Full disk", "See the file");
    const [first, second] = [await post(fileForm, owner, form), await post(fileForm, owner, form)];
    expect(first.to).toMatch(/^\/tickets\/[0-9A-Z]{26}$/);
    expect(second.to).toBe(first.to);
    expect(await loadDraft(owner, NEW_TICKET_KEY)).toBeNull();
  });

  it("is not taken from a form that is too long, or of no account", async () => {
    const { owner } = guarded;
    expect((await post(fileForm, owner, filingOf("Down", "x".repeat(150_000)))).status).toBe(400);
    expect((await post(fileForm, owner, filingOf("Down", "x".repeat(2_000_000)))).status).toBe(413);
    const unknown = { ...filingOf("Down", "A"), [ACCOUNT]: randomUUID() };
    expect((await post(fileForm, owner, unknown)).status).toBe(404);
  });
});

describe("saving a view without scripts", () => {
  const saved = () => sql<{ name: string }>("SELECT name FROM saved_view ORDER BY id");
  const view = (whose = "") => ({
    name: "Late",
    query: "turn=yours&sort=oldest",
    whose,
    place: "tab",
  });

  it("leads to the list with the view, and only managers share one", async () => {
    const { owner, reader, stranger } = guarded;
    const organizationId = owner.memberships[0]?.organizationId ?? "";
    expect(await post(saveView, reader, view(organizationId))).toMatchObject({ status: 403 });
    expect(await post(saveView, stranger, view(organizationId))).toMatchObject({ status: 404 });
    expect((await post(saveView, owner, { ...view(), name: " " })).body).toContain("name");
    expect(await saved()).toEqual([]);
    for (const fields of [view(), view(organizationId)]) {
      const { status, to } = await post(saveView, owner, fields);
      expect({ status, to }).toMatchObject({
        status: 303,
        to: expect.stringMatching(/^\/tickets\?turn=yours&sort=oldest&view=\w+$/),
      });
    }
    expect(await saved()).toEqual([{ name: "Late" }, { name: "Late" }]);
  });
});
