import { randomUUID } from "node:crypto";

import { beforeAll, describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { resubmissionKey } from "@/lib/files/draft-key";
import { registerProvider } from "@/lib/providers/registry";
import { fileTicket } from "@/lib/tickets/filing/file-ticket";
import { useTestDatabase } from "@/tests/helpers/database";
import { MemoryAccount } from "@/tests/helpers/memory-account";
import { memoryProvider } from "@/tests/helpers/memory-provider";
import { makeConnection, makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";
import { reading } from "@/tests/helpers/texts";

useTestDatabase();

let owner: Viewer;
let colleague: Viewer;
let organizationId: string;
let connectionId: string;

beforeAll(async () => {
  organizationId = await makeOrganization();
  [owner, colleague] = [await makeViewer({ organizationId }), await makeViewer({ organizationId })];
  const account = new MemoryAccount();
  const unregister = registerProvider(memoryProvider(account));
  connectionId = await makeConnection(owner, "memory", account.key);
  unregister();
  // Nothing is sent here: only the form has to be one with addresses.
  await sql("UPDATE connection SET provider = 'hostup'");
});

const addresses = (count: number, from: number) =>
  Array.from({ length: count }, (_unused, index) => `person${from + index}@example.com`).join(", ");

function file(viewer: Viewer, cc: string, formKey: string = randomUUID()) {
  const values = {
    department: "vps",
    subject: "Down",
    message: "Since 02:00.",
    priority: "high",
    cc,
  };
  return fileTicket(viewer, {
    formKey,
    connectionId,
    values,
    draftKey: resubmissionKey(connectionId),
    files: [],
  });
}

describe("addresses that new tickets copy", () => {
  it("are a hundred a day for each person, and a form that is posted again counts once", async () => {
    const formKey = randomUUID();
    for (let round = 0; round < 4; round += 1) await file(owner, addresses(20, round * 20));
    const fifth = await file(owner, addresses(20, 80), formKey);
    expect(await file(owner, addresses(20, 80), formKey)).toMatchObject({
      submissionId: fifth.submissionId,
    });
    await expect(file(owner, addresses(1, 100))).rejects.toMatchObject({
      code: "invalid",
      fieldErrors: { cc: reading(/at most 100 addresses a day/) },
    });
    await file(owner, "");
    await file(colleague, addresses(1, 100));
  });

  it("are no more when many forms are posted at the same moment", async () => {
    const hasty = await makeViewer({ organizationId });
    const rounds = Array.from({ length: 8 }, (_unused, round) =>
      file(hasty, addresses(20, round * 20)),
    );
    const outcomes = await Promise.allSettled(rounds);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
  });
});
