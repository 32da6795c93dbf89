import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { startHostupSandbox, startUpsunSandbox } from "@/sandbox/start";

import { sandboxHostupClient, sandboxUpsunClient } from "./clients";
import { pageRequest } from "./hostup-page";

describe("A living provider", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "sandbox-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("answers a new ticket, and each reply", async () => {
    const sandbox = await startHostupSandbox({ seed: "empty-accounts", answerAfterMs: [20, 60] });
    const ask = sandboxHostupClient(sandbox);
    const { body } = await ask("/support/tickets", {
      method: "POST",
      json: { ...pageRequest, subject: "DNS of example.com" },
    });
    const id = String(body.id);
    const answers = () =>
      (sandbox.control.ticket(id)?.ticket.messages as { sender: string; body: string }[]).filter(
        ({ sender }) => sender === "staff",
      );
    await vi.waitFor(() => expect(answers()).toHaveLength(1));
    expect(answers()[0]?.body).toMatch(/name servers/);
    expect(sandbox.control.ticket(id)?.ticket.status).toBe("answered");
    await ask(`/support/tickets/${id}/messages`, {
      method: "POST",
      json: { message: "Still there." },
    });
    await vi.waitFor(() => expect(answers()).toHaveLength(2));
    expect(answers()[1]?.body).not.toBe(answers()[0]?.body);
    await sandbox.stop();
  });

  it("keeps its word over a restart", async () => {
    const statePath = path.join(folder, "upsun.json");
    const first = await startUpsunSandbox({
      seed: "empty-accounts",
      statePath,
      answerAfterMs: [300, 300],
    });
    const { body } = await (
      await sandboxUpsunClient(first)
    )("/tickets", { method: "POST", json: { subject: "S", description: "D" } });
    await first.stop();
    expect(first.control.ticket(String(body.ticket_id))?.ticket.status).toBe("new");
    const second = await startUpsunSandbox({ statePath, answerAfterMs: [300, 300] });
    await vi.waitFor(
      () => expect(second.control.ticket(String(body.ticket_id))?.ticket.status).toBe("pending"),
      { timeout: 2000 },
    );
    await second.stop();
  });

  it("leaves a ticket alone that was closed meanwhile", async () => {
    // Long enough for the ticket to be closed first on a busy machine.
    const sandbox = await startHostupSandbox({
      seed: "empty-accounts",
      answerAfterMs: [1_500, 1_500],
    });
    const ask = sandboxHostupClient(sandbox);
    const { body } = await ask("/support/tickets", { method: "POST", json: pageRequest });
    await ask(`/support/tickets/${String(body.id)}/actions/close`, { method: "POST" });
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect(sandbox.control.ticket(String(body.id))?.ticket).toMatchObject({
      status: "closed",
      messages: [],
    });
    await sandbox.stop();
  });

  it("is not one unless asked", async () => {
    const sandbox = await startHostupSandbox({ seed: "empty-accounts" });
    const { body } = await sandboxHostupClient(sandbox)("/support/tickets", {
      method: "POST",
      json: pageRequest,
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(sandbox.control.ticket(String(body.id))?.ticket.status).toBe("open");
    await sandbox.stop();
  });
});
