import { beforeEach, describe, expect, it } from "vitest";

import {
  askByMail,
  type AskingBrowser,
  MESSAGES_PER_DAY,
  MESSAGES_PER_NETWORK,
  MESSAGES_PER_PLACE,
} from "@/lib/accounts/mail-sign-in/ask";
import {
  CODES_PER_REQUEST,
  findLink,
  findRequest,
  signInWithCode,
  signInWithLink,
  WRONG_CODES_PER_DAY,
} from "@/lib/accounts/mail-sign-in/redeem";
import { loadSession } from "@/lib/auth/load-viewer";
import { hasProved } from "@/lib/auth/permissions";
import { prisma } from "@/lib/db/prisma";
import { useTestDatabase } from "@/tests/helpers/database";
import { mailsTo } from "@/tests/helpers/mails";
import { disableUser, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

const DEVICE = { address: "192.0.2.1", userAgent: "Tests", deviceToken: undefined };
const DEEP = "/tickets/01H?turn=yours#message-7";

let person: { userId: string; email: string };

beforeEach(async () => {
  await sql("DELETE FROM rate_limit");
  await sql("DELETE FROM mail");
  person = await makeViewer();
});

const ask = (
  email = person.email,
  next: string | undefined = DEEP,
  address = DEVICE.address,
  browser: AskingBrowser = {},
) => askByMail({ email, next, language: "en" }, address, browser);

/** Asks, and reads the message. */
async function asked(next = DEEP, browser: AskingBrowser = {}) {
  const { cookie, send } = await ask(person.email, next, DEVICE.address, browser);
  await send();
  const [mail] = await mailsTo(person.email);
  const token = mail?.button?.url.split(/\/link\/|\?/)[1] ?? "";
  return { cookie, token, code: mail?.code ?? "", mail };
}

const otherThan = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, "0");

describe("a sign-in by email", () => {
  it("sends one message with a link and a six-digit code, neither of which is stored", async () => {
    const { token, code, mail } = await asked();
    expect(mail?.button?.url).toMatch(/^http:\/\/127\.0\.0\.1:9\/link\/[\w-]{43}\?lang=en$/);
    expect(code).toMatch(/^\d{6}$/);
    const stored = JSON.stringify(await sql("SELECT * FROM account_token"));
    expect(stored).not.toContain(token);
    expect(stored).not.toContain(`"${code}"`);
  });

  it("seals the page to open, whose path may hold the secret of an invitation", async () => {
    const secret = "A".repeat(43);
    const { token } = await asked(`/invite/${secret}`);
    expect(JSON.stringify(await sql("SELECT * FROM account_token"))).not.toContain(secret);
    expect((await signInWithLink(token, DEVICE))?.next).toBe(`/invite/${secret}`);
  });

  it("opens the first page if the sealed page was altered or belongs to another sign-in", async () => {
    for (const change of ["'x'", "(SELECT data->>'next' FROM account_token ORDER BY id LIMIT 1)"]) {
      await asked("/connections");
      const { token } = await asked();
      await sql(
        `UPDATE account_token SET data = jsonb_set(data, '{next}', to_jsonb(${change}::text))
          WHERE id = (SELECT max(id) FROM account_token)`,
      );
      expect((await signInWithLink(token, DEVICE))?.next).toBe("/");
    }
  });

  it("signs in by the link once, on any device, and leads to the exact place", async () => {
    const { token, cookie, code } = await asked();
    for (let i = 0; i < 3; i++) expect(await findLink(token)).toEqual({ email: person.email });
    const done = await signInWithLink(token, DEVICE);
    expect(done?.next).toBe(DEEP);
    const session = await loadSession(done?.signedIn.sessionId ?? "");
    expect(session?.viewer.userId).toBe(person.userId);
    expect(await findLink(token)).toBeNull();
    expect(await signInWithLink(token, DEVICE)).toBeNull();
    expect(await signInWithCode(cookie, code, DEVICE)).toBeNull();
    const methods = await sql("SELECT method FROM session WHERE id = $1", [
      done?.signedIn.sessionId,
    ]);
    expect(methods).toEqual([{ method: "mail_link" }]);
  });

  it("signs in by the code once, which ends the link", async () => {
    const { token, cookie, code } = await asked();
    const spaced = `${code.slice(0, 3)} ${code.slice(3)} `;
    const done = await signInWithCode(cookie, spaced, DEVICE);
    expect(done).toMatchObject({ next: DEEP, signedIn: { userId: person.userId } });
    expect(await signInWithCode(cookie, code, DEVICE)).toBeNull();
    expect(await signInWithLink(token, DEVICE)).toBeNull();
    expect(await findRequest(cookie)).toMatchObject({ email: person.email, isOpen: false });
  });

  it.each(["link", "code"])("lets one of 20 through who use the %s at once", async (way) => {
    const { token, cookie, code } = await asked();
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () =>
        way === "link" ? signInWithLink(token, DEVICE) : signInWithCode(cookie, code, DEVICE),
      ),
    );
    expect(outcomes.filter(Boolean)).toHaveLength(1);
    const sessions = await sql(
      "SELECT id FROM session WHERE user_id = $1 AND method <> 'password'",
      [person.userId],
    );
    expect(sessions).toHaveLength(1);
  });

  it("takes no code from a device that did not ask", async () => {
    const { cookie, code } = await asked();
    const [id] = cookie.split(".");
    const foreign = (await ask("other@example.com")).cookie;
    for (const other of [undefined, "", id, `${id}.`, `${id}.${"A".repeat(43)}`, foreign])
      expect(await signInWithCode(other, code, DEVICE)).toBeNull();
    expect(await findRequest(`${id}.${"A".repeat(43)}`)).toBeNull();
    expect(await signInWithCode(cookie, code, DEVICE)).not.toBeNull();
  });

  it("ends after five wrong codes, the right one and the link included", async () => {
    const { token, cookie, code } = await asked();
    for (let i = 0; i < CODES_PER_REQUEST; i++)
      expect(await signInWithCode(cookie, otherThan(code), DEVICE)).toBeNull();
    expect(await signInWithCode(cookie, code, DEVICE)).toBeNull();
    expect(await signInWithLink(token, DEVICE)).toBeNull();
  });

  it("takes five guesses, however many come at once", async () => {
    const { cookie, code } = await asked();
    await Promise.all(
      Array.from({ length: 15 }, () => signInWithCode(cookie, otherThan(code), DEVICE)),
    );
    const rows = await sql("SELECT attempts FROM account_token WHERE email = $1", [person.email]);
    expect(rows).toEqual([{ attempts: CODES_PER_REQUEST }]);
  });

  it("counts wrong codes for the address, over all of its requests; the link still works", async () => {
    await sql("INSERT INTO rate_limit (key, points, expire) VALUES ($1, $2, $3)", [
      `mail_codes:${person.email}`,
      WRONG_CODES_PER_DAY,
      Date.now() + 60_000,
    ]);
    const { token, cookie, code } = await asked();
    const refused = { code: "throttled", text: { key: "mailSignIn.tooManyCodes" } };
    await expect(signInWithCode(cookie, code, DEVICE)).rejects.toMatchObject(refused);
    expect(await signInWithLink(token, DEVICE)).not.toBeNull();
  });

  it("is replaced by the next one of the same browser", async () => {
    const first = await asked();
    const second = await asked("/services", { cookie: first.cookie });
    expect(await signInWithLink(first.token, DEVICE)).toBeNull();
    expect(await signInWithCode(first.cookie, first.code, DEVICE)).toBeNull();
    expect(await signInWithLink(second.token, DEVICE)).toMatchObject({ next: "/services" });
  });

  it("works on, whatever other browsers ask for the address", async () => {
    const own = await asked();
    const stranger = await asked("/", { cookie: `${own.cookie.split(".")[0]}.${"A".repeat(43)}` });
    expect(await findLink(own.token)).not.toBeNull();
    expect(await findLink(stranger.token)).not.toBeNull();
    expect(await signInWithCode(own.cookie, own.code, DEVICE)).not.toBeNull();
  });

  it("is no proof of who somebody is", async () => {
    const done = await signInWithLink((await asked()).token, DEVICE);
    const session = await loadSession(done?.signedIn.sessionId ?? "");
    expect(session && hasProved(session.viewer)).toBe(false);
  });

  it("expires", async () => {
    const { token, cookie, code } = await asked();
    await sql("UPDATE account_token SET expires_at = now() - interval '1 second'");
    expect(await findLink(token)).toBeNull();
    expect(await signInWithLink(token, DEVICE)).toBeNull();
    expect(await signInWithCode(cookie, code, DEVICE)).toBeNull();
  });

  it.each(["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])(
    "leads home, not to %s",
    async (next) => {
      const { token } = await asked(next);
      expect(await signInWithLink(token, DEVICE)).toMatchObject({ next: "/" });
    },
  );

  it("signs nobody in whose address or account is gone by then", async () => {
    const moved = await asked();
    await prisma().user.update({
      where: { id: person.userId },
      data: { email: `moved-${person.email}` },
    });
    expect(await signInWithLink(moved.token, DEVICE)).toBeNull();
    person = await makeViewer();
    const disabled = await asked();
    await disableUser(person.userId);
    expect(await signInWithLink(disabled.token, DEVICE)).toBeNull();
    expect(await signInWithCode(disabled.cookie, disabled.code, DEVICE)).toBeNull();
  });
});

describe("asking for a message", () => {
  it("looks the same for unknown addresses and disabled accounts, which get none", async () => {
    await disableUser(person.userId);
    for (const email of ["nobody@example.com", person.email]) {
      const { cookie, send } = await ask(email);
      await send();
      expect(await findRequest(cookie)).toMatchObject({ email, isOpen: true });
      expect(await mailsTo(email)).toEqual([]);
      for (let i = 0; i < CODES_PER_REQUEST; i++)
        expect(await signInWithCode(cookie, "000000", DEVICE)).toBeNull();
      expect(await findRequest(cookie)).toMatchObject({ email, isOpen: false });
    }
  });

  it("is limited for an address in one network, known or not, and for a network", async () => {
    for (const email of [person.email, "nobody@example.com"]) {
      for (let i = 0; i < MESSAGES_PER_PLACE; i++) await ask(email);
      await expect(ask(email)).rejects.toMatchObject({ code: "throttled" });
      await expect(ask(email, "/", "192.0.2.99")).resolves.toBeDefined();
    }
    await sql("INSERT INTO rate_limit (key, points, expire) VALUES ($1, $2, $3)", [
      "mail_network:198.51.100.1",
      MESSAGES_PER_NETWORK,
      Date.now() + 60_000,
    ]);
    const busy = ask("other@example.com", "/", "198.51.100.1");
    await expect(busy).rejects.toMatchObject({ code: "throttled" });
  });

  it("ends a day's messages of strangers, not those to a device of the person", async () => {
    const done = await signInWithLink((await asked()).token, DEVICE);
    await sql("DELETE FROM rate_limit; DELETE FROM mail");
    await sql("INSERT INTO rate_limit (key, points, expire) VALUES ($1, $2, $3)", [
      `mail_day:${person.email}`,
      MESSAGES_PER_DAY,
      Date.now() + 60_000,
    ]);
    const other = await ask();
    await other.send();
    expect(await findRequest(other.cookie)).toMatchObject({ isOpen: true });
    expect(await mailsTo(person.email)).toEqual([]);
    const own = await asked("/", { deviceToken: done?.signedIn.deviceToken });
    expect(await findLink(own.token)).not.toBeNull();
  });

  it("writes no message for a request that was replaced before it was sent", async () => {
    const { cookie, send } = await ask();
    await ask(person.email, "/", DEVICE.address, { cookie });
    await send();
    expect(await mailsTo(person.email)).toEqual([]);
  });
});
