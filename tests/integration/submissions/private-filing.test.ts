import { beforeEach, describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { syncConnection } from "@/lib/mirror/sync/run-sync";
import { submissionForm } from "@/lib/submissions/queries";
import { fileTicket } from "@/lib/tickets/filing/file-ticket";
import { setTicketPrivacy } from "@/lib/tickets/privacy/set-privacy";
import { listTickets } from "@/lib/tickets/queries";
import { ticketFilters } from "@/lib/tickets/schemas";
import { useTestDatabase } from "@/tests/helpers/database";
import { type MemoryConnection, useMemoryConnection } from "@/tests/helpers/memory-connection";
import { makeConnection, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";
import { delivered, filed, forms, submission } from "@/tests/helpers/submissions/submissions";

useTestDatabase();

let connection: MemoryConnection;
useMemoryConnection((made) => (connection = made), {
  clear: ["submission", "notice", "notification", "webhook"],
});

let colleague: Viewer;
const form = forms(() => connection.connectionId);
const privately = (values: Record<string, string> = {}) =>
  form.filing({
    values: { subject: "Salaries", message: "Private.", visibility: "me", ...values },
  });
const sweep = () => syncConnection(connection.connectionId, { trigger: "person" });

async function seen(viewer: Viewer): Promise<string[]> {
  const { items, pending } = await listTickets(viewer, ticketFilters.parse({}));
  return [...items, ...pending].map(({ subject }) => subject);
}

beforeEach(async () => {
  const organizationId = connection.viewer.memberships[0]?.organizationId ?? "";
  colleague = await makeViewer({ organizationId });
  await sql(
    "INSERT INTO organization_follow (organization_id, user_id, level) VALUES ($1, $2, 'all')",
    [organizationId, colleague.userId],
  );
  await sql("UPDATE organization SET use_references = true");
  await sweep();
});

describe("a ticket that is filed privately", () => {
  it("is its author's alone before, while and after it is delivered", async () => {
    const { viewer, account } = connection;
    const accepted = await fileTicket(viewer, privately());
    const seenBy: string[][] = [];
    account.before = async (what) => {
      if (what === "file" || what === "accepted") seenBy.push(await seen(colleague));
    };
    expect([await seen(viewer), await seen(colleague)]).toEqual([["Salaries"], []]);
    const { ticket_id: ticketId } = await delivered(accepted);
    account.recover();
    expect(seenBy).toEqual([[], []]);
    expect(account.journal[0]?.values).not.toHaveProperty("visibility");
    await sweep();
    expect([await seen(viewer), await seen(colleague)]).toEqual([["Salaries"], []]);
    expect(await sql("SELECT user_id FROM notification")).toEqual([]);
    await setTicketPrivacy(viewer, { ticketId: ticketId ?? "", isPrivate: false });
    await sweep();
    expect(await seen(colleague)).toEqual(["Salaries"]);
  });

  it.each([
    ["by its reference", true, "other"],
    ["by its subject, without references", false, "Salaries"],
  ])("is private when a sweep finds it first, %s", async (_how, hasReference, subject) => {
    const { viewer, account } = connection;
    await sql("UPDATE organization SET use_references = $1", [hasReference]);
    account.before = async (what) => {
      if (what !== "accepted") return;
      const [id = ""] = [...account.tickets.keys()].slice(-1);
      account.put(id, { subject });
      account.recover();
      await sweep();
      expect((await seen(viewer)).toSorted()).toEqual(["Salaries", subject].toSorted());
      expect(await seen(colleague)).toEqual([]);
    };
    const { id, state } = await filed(viewer, privately());
    expect(state).toBe("sent");
    expect((await submission(id)).ticket_id).not.toBeNull();
    expect(await seen(colleague)).toEqual([]);
  });

  it("hides no ticket that a colleague files with the same subject", async () => {
    await fileTicket(connection.viewer, privately());
    await filed(colleague, form.filing({ values: { subject: "Salaries", message: "Shared." } }));
    expect(await seen(colleague)).toEqual(["Salaries"]);
  });

  it("stays private when its account is connected again", async () => {
    const { viewer, account } = connection;
    await filed(viewer, privately());
    const again = await makeConnection(viewer, "memory", account.key, "Again");
    await syncConnection(again, { trigger: "person" });
    expect(await seen(colleague)).toEqual([]);
    expect(await seen(viewer)).toHaveLength(2);
  });

  it("stays hidden when its account is reconnected after its owner was deleted", async () => {
    const { viewer, account } = connection;
    await filed(viewer, privately());
    await sql("UPDATE ticket_setting SET owner_id = NULL");
    const again = await makeConnection(viewer, "memory", account.key, "Again");
    await syncConnection(again, { trigger: "person" });
    expect([await seen(viewer), await seen(colleague)]).toEqual([[], []]);
    expect(await sql("SELECT is_private, owner_id FROM ticket_setting")).toEqual(
      Array(2).fill({ is_private: true, owner_id: null }),
    );
  });

  it("is offered again as private after a rejection, and can be shared then", async () => {
    const { viewer } = connection;
    const { submissionId } = await fileTicket(viewer, privately());
    await sql("UPDATE submission SET state = 'rejected'");
    const returned = await submissionForm(viewer, submissionId);
    expect(returned?.values.visibility).toBe("me");
    expect(await seen(colleague)).toEqual([]);
    const formKey = returned?.formKey ?? "";
    await fileTicket(viewer, form.filing({ formKey }));
    expect(await seen(colleague)).toEqual(["Site down"]);
  });
});
