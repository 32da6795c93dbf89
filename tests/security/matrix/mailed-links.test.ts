import { createTransport } from "nodemailer";
import pMap from "p-map";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";

import { encodeSession } from "@/lib/auth/options";
import type { Viewer } from "@/lib/auth/types";
import { connectAccount } from "@/lib/connections/commands";
import { LANGUAGES } from "@/lib/i18n/languages";
import { syncConnection } from "@/lib/mirror/sync/run-sync";
import { hostupAccounts } from "@/sandbox/accounts";
import type { CaughtMail } from "@/sandbox/mail/message";
import { ensureBuild } from "@/scripts/lib/ensure-build";
import { PORTAL_ADDRESS } from "@/scripts/lib/portal-mail";
import { TEST_SECRETS } from "@/scripts/lib/test-secrets";
import { startPortal, type TestPortal } from "@/tests/helpers/browser/portal";
import { type WatchedRows, watchedRows } from "@/tests/helpers/browser/watched-rows";
import { queueEveryMail } from "@/tests/helpers/notifications/every-mail";
import { makeOrganization, makeViewer } from "@/tests/helpers/people";

let portal: TestPortal;
let person: Viewer;
let mails: CaughtMail[];

beforeAll(async () => {
  process.env.TEST_DATABASE_SERVER = inject("databaseServer");
  await ensureBuild();
  portal = await startPortal("people");
  Object.assign(process.env, {
    DATABASE_URL: portal.databaseUrl,
    HOSTUP_API_URL: portal.hostup.apiUrl,
    NEXTAUTH_URL: portal.url,
    SMTP_URL: portal.mail.smtpUrl,
    MAIL_FROM: PORTAL_ADDRESS,
    ...TEST_SECRETS,
  });
  person = await makeViewer({ organizationId: await makeOrganization() });
  const { connectionId } = await connectAccount(person, {
    provider: "hostup",
    label: "Hosting",
    credential: hostupAccounts.northwind.key.key,
  });
  await syncConnection(connectionId, { trigger: "connect" });
  const [one, other] = await portal.query("SELECT id FROM ticket ORDER BY id LIMIT 2");
  const ticketIds = [String(one?.id), String(other?.id)] as const;
  let queued = 0;
  for (const language of LANGUAGES)
    queued += await queueEveryMail({ viewer: person, connectionId, ticketIds }, language);
  await fetch(`${portal.url}/api/cron/sync`, {
    headers: { authorization: `Bearer ${portal.cronSecret}` },
  });
  mails = (await portal.mail.messages()).filter(({ to }) => to === person.email);
  expect(mails).toHaveLength(queued);
});

afterAll(() => portal?.stop());

/** Every link of every mail: of both its parts, and what mail programs read. */
function linksOf({ html, text, headers }: CaughtMail): string[] {
  const marked = [...html.matchAll(/href="([^"]+)"/g)].map(([, link = ""]) => link);
  const plain = text.match(/https?:\/\/\S+/g) ?? [];
  const stop = /^<(.+)>$/.exec(headers["list-unsubscribe"] ?? "")?.[1];
  const links = [...marked.map((link) => link.replaceAll("&amp;", "&")), ...plain];
  return stop ? [...links, stop] : links;
}

const MAX_STEPS = 6;

/** Opens the link and whatever it leads to; returns the last status. */
async function open(link: string, method: string, headers: Record<string, string>) {
  let address = new URL(link);
  for (let step = 0; step < MAX_STEPS; step += 1) {
    expect(address.origin).toBe(portal.url);
    const answer = await fetch(address, { method, headers, redirect: "manual" });
    await answer.arrayBuffer();
    const location = answer.headers.get("location");
    if (!location) return answer.status;
    address = new URL(location, address);
  }
  return expect.fail(`${link} leads on and on.`);
}

function changed(before: WatchedRows, after: WatchedRows): string[] {
  const tables = Object.keys(before) as Array<keyof WatchedRows>;
  return tables.filter((table) => JSON.stringify(before[table]) !== JSON.stringify(after[table]));
}

/** Opens all links as a scanner of mail does; returns the tables that this changes. */
async function crawl(links: readonly string[], headers: Record<string, string>): Promise<string[]> {
  const before = await watchedRows(portal);
  const questions = links.flatMap((link) => ["HEAD", "GET"].map((method) => ({ link, method })));
  await pMap(
    questions,
    async ({ link, method }) =>
      expect(await open(link, method, headers), `${method} ${link}`).toBe(200),
    { concurrency: 8 },
  );
  return changed(before, await watchedRows(portal));
}

describe("the links of all mails with notifications", () => {
  it("change nothing when they are opened, with a session or without", async () => {
    const links = [...new Set(mails.flatMap(linksOf))];
    const toTickets = links.filter((link) => new URL(link).pathname.startsWith("/tickets/"));
    expect(toTickets.length).toBeGreaterThan(2);
    expect(links.filter((link) => link.includes("/unsubscribe/")).length).toBeGreaterThan(8);
    expect(await crawl(links, {})).toEqual([]);

    const cookie = `next-auth.session-token=${await encodeSession(person.session.id)}`;
    const others = links.filter((link) => !toTickets.includes(link));
    expect(await crawl(others, { cookie })).toEqual([]);
    // Their reader has seen them then.
    expect(await crawl(toTickets, { cookie })).toEqual(["ticket_seen"]);
  });
});

describe("mail programs and people who answer", () => {
  it("end a ticket's mails from anywhere with one click, which the ticket then shows", async () => {
    const mail = mails.find(({ headers }) => headers["in-reply-to"]?.startsWith("<ticket."));
    const link = /^<(.+)>$/.exec(mail?.headers["list-unsubscribe"] ?? "")?.[1] ?? "";
    const before = await watchedRows(portal);
    const answer = await fetch(link, {
      method: "POST",
      headers: { origin: "https://mail.example", "sec-fetch-site": "cross-site" },
      body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }),
    });
    expect([answer.status, answer.headers.get("set-cookie")]).toEqual([200, null]);
    expect(changed(before, await watchedRows(portal))).toEqual(["ticket_follow"]);
    expect(await portal.query("SELECT user_id, level FROM ticket_follow")).toEqual([
      { user_id: person.userId, level: "mute" },
    ]);
  });

  it("learn from the refusal of a reply where to answer", async () => {
    const reply = { from: person.email, to: PORTAL_ADDRESS, text: "Thanks!" };
    await expect(createTransport(portal.mail.smtpUrl).sendMail(reply)).rejects.toMatchObject({
      response: `550 5.7.1 Replies aren't read. Reply in Ticketbridge instead: ${portal.url}`,
    });
  });
});
