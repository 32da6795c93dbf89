import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { sendProofCode } from "@/lib/accounts/proof/mail-code";
import { proofChoice } from "@/lib/accounts/proof/proof-methods";
import { proveIdentity } from "@/lib/accounts/proof/prove-identity";
import { hashPassword } from "@/lib/auth/password";
import { PROOF_MINUTES } from "@/lib/auth/permissions";
import { revokeSession } from "@/lib/auth/sessions";
import type { Viewer } from "@/lib/auth/types";
import { disconnect } from "@/lib/connections/commands";
import { registerProvider } from "@/lib/providers/registry";
import { useTestDatabase } from "@/tests/helpers/database";
import { mailsTo } from "@/tests/helpers/mails";
import { MemoryAccount } from "@/tests/helpers/memory-account";
import { memoryProvider } from "@/tests/helpers/memory-provider";
import {
  currentViewer,
  makeConnection,
  makeOrganization,
  makeViewer,
} from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

const account = new MemoryAccount();
const PASSWORD = "correct horse";
let passwordHash: string;
let connectionId: string;
let jane: Viewer;

const setPassword = (viewer: Viewer, hash: string | null) =>
  sql('UPDATE "user" SET password_hash = $2 WHERE id = $1', [viewer.userId, hash]);

/** The viewer as their next request loads them. */
async function again(viewer: Viewer): Promise<Viewer> {
  const loaded = await currentViewer(viewer.userId);
  if (!loaded) throw new Error("The session has ended.");
  return loaded;
}

async function provedBefore(viewer: Viewer, minutes: number): Promise<Viewer> {
  await sql("UPDATE session SET proved_at = now() - make_interval(mins => $2) WHERE id = $1", [
    viewer.session.id,
    minutes,
  ]);
  return again(viewer);
}

const password = (text: string) => ({ method: "password", password: text }) as const;

beforeAll(async () => {
  registerProvider(memoryProvider(account));
  passwordHash = await hashPassword(PASSWORD);
  jane = await makeViewer({ organizationId: await makeOrganization() });
  await setPassword(jane, passwordHash);
  connectionId = await makeConnection(jane, "memory", account.key);
});

beforeEach(() => sql("DELETE FROM rate_limit"));

describe("a change that takes a proof", () => {
  it("is refused ten minutes after the last one, and done after a new one", async () => {
    const late = await provedBefore(jane, PROOF_MINUTES + 1);
    const change = { connectionId, erase: false };
    await expect(disconnect(late, change)).rejects.toMatchObject({ code: "proof_required" });
    await proveIdentity(late, password(PASSWORD));
    expect(await disconnect(await again(late), change)).toEqual({ connectionId });
  });
});

describe("a password", () => {
  it("that is wrong proves nothing, and is audited", async () => {
    const late = await provedBefore(jane, 60);
    await expect(proveIdentity(late, password("battery staple"))).rejects.toMatchObject({
      code: "invalid",
      fieldErrors: { password: { key: "proof.wrongPassword" } },
    });
    expect((await again(late)).session.provedAt).toEqual(late.session.provedAt);
    expect(
      await sql(
        `SELECT outcome, session_id, data->>'method' AS method FROM audit_entry
         WHERE action = 'identity.not_proved' AND actor_id = $1`,
        [jane.userId],
      ),
    ).toEqual([{ outcome: "refused", session_id: jane.session.id, method: "password" }]);
  });

  it("proves nothing for a session that has ended, or for a person without one", async () => {
    const gone = await makeViewer();
    await setPassword(gone, passwordHash);
    await revokeSession(gone.userId, gone.session.id);
    await expect(proveIdentity(gone, password(PASSWORD))).rejects.toMatchObject({
      code: "unauthenticated",
    });
    const without = await makeViewer();
    await setPassword(without, null);
    await expect(proveIdentity(without, password("-"))).rejects.toMatchObject({ code: "invalid" });
  });

  it("of a disabled account proves nothing", async () => {
    const disabled = await makeViewer();
    await setPassword(disabled, passwordHash);
    await sql('UPDATE "user" SET disabled_at = now() WHERE id = $1', [disabled.userId]);
    await expect(proveIdentity(disabled, password(PASSWORD))).rejects.toMatchObject({
      code: "invalid",
    });
  });

  it("can be tried ten times in fifteen minutes, all at once or not", async () => {
    const viewer = await makeViewer();
    await setPassword(viewer, null);
    const tries = await Promise.allSettled(
      Array.from({ length: 12 }, () => proveIdentity(viewer, { method: "code", code: "000000" })),
    );
    const codes = tries.map((one) => (one as PromiseRejectedResult).reason.code as string);
    expect(codes.filter((code) => code === "invalid")).toHaveLength(10);
    expect(codes.filter((code) => code === "throttled")).toHaveLength(2);
  });
});

describe("a code by email", () => {
  it("proves once, for a person who has nothing else", async () => {
    const viewer = await provedBefore(await makeViewer(), 60);
    await setPassword(viewer, null);
    expect(await proofChoice(viewer)).toMatchObject({ hasPassword: false, mailTo: viewer.email });
    await sendProofCode(viewer);
    const [first] = await mailsTo(viewer.email);
    await sendProofCode(viewer);
    const [second] = await mailsTo(viewer.email);
    const by = (code = "") => ({ method: "mail_code", code }) as const;
    await expect(proveIdentity(viewer, by(first?.code))).rejects.toMatchObject({ code: "invalid" });
    await proveIdentity(viewer, by(second?.code));
    expect((await again(viewer)).session.provedAt?.getTime()).toBeGreaterThan(
      viewer.session.provedAt?.getTime() ?? Infinity,
    );
    await expect(proveIdentity(viewer, by(second?.code))).rejects.toMatchObject({
      code: "invalid",
    });
  });

  it("is another person's: it proves nothing", async () => {
    const [one, other] = [await makeViewer(), await makeViewer()];
    for (const viewer of [one, other]) await setPassword(viewer, null);
    await sendProofCode(one);
    const [mail] = await mailsTo(one.email);
    await expect(
      proveIdentity(other, { method: "mail_code", code: mail?.code ?? "" }),
    ).rejects.toMatchObject({ code: "invalid" });
  });

  it("is not sent to a person with a password, nor more than five times", async () => {
    await expect(sendProofCode(jane)).rejects.toMatchObject({ code: "forbidden" });
    const viewer = await makeViewer();
    await setPassword(viewer, null);
    for (let sent = 0; sent < 5; sent += 1) await sendProofCode(viewer);
    await expect(sendProofCode(viewer)).rejects.toMatchObject({ code: "throttled" });
  });
});
