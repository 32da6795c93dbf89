import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { syncNow } from "@/lib/connections/sync-now";
import { saveDraft } from "@/lib/drafts/commands";
import { loadDraft } from "@/lib/drafts/queries";
import { isAppError } from "@/lib/errors";
import { NEW_TICKET_KEY, replyKey } from "@/lib/files/draft-key";
import { fieldErrorsOf } from "@/lib/forms/field-errors";
import { renderFieldErrors } from "@/lib/i18n/message";
import { createHostupProvider } from "@/lib/providers/hostup/provider";
import { registerProvider } from "@/lib/providers/registry";
import { submissionForm } from "@/lib/submissions/queries";
import { fileTicket } from "@/lib/tickets/filing/file-ticket";
import { filingChoices } from "@/lib/tickets/filing/filing-choices";
import { listTickets } from "@/lib/tickets/queries";
import { sendReply } from "@/lib/tickets/reply/send-reply";
import { messageText, ticketFilters } from "@/lib/tickets/schemas";
import { hostupAccounts } from "@/sandbox/accounts";
import { type HostupSandbox, startHostupSandbox } from "@/sandbox/start";
import { useTestDatabase } from "@/tests/helpers/database";
import { makeConnection, makeOrganization, makeViewer } from "@/tests/helpers/people";
import { delivered, submission } from "@/tests/helpers/submissions/submissions";
import { english } from "@/tests/helpers/texts";

useTestDatabase();

let sandbox: HostupSandbox;
let viewer: Viewer;
let connectionId: string;
let ticketId: string;
let foreignService: string;
let unregister = () => {};

beforeAll(async () => {
  sandbox = await startHostupSandbox({ seed: "demo" });
  unregister = registerProvider(createHostupProvider({ apiUrl: sandbox.apiUrl }));
  viewer = await makeViewer({ organizationId: await makeOrganization("Northwind") });
  connectionId = await makeConnection(viewer, "hostup", hostupAccounts.northwind.key.key);
  await syncNow(viewer, { connectionId });
  ticketId =
    (await listTickets(viewer, ticketFilters.parse({ status: "open" }))).items[0]?.id ?? "";
  const other = await makeViewer({ organizationId: await makeOrganization("Contoso") });
  const { service } = await filingChoices(other, {
    connectionId: await makeConnection(other, "hostup", hostupAccounts.contoso.key.key),
    values: {},
  });
  foreignService = service && "choices" in service ? (service.choices[0]?.value ?? "") : "";
});

afterAll(async () => {
  unregister();
  await sandbox.stop();
});

const FINE = { department: "general-web-hosting", subject: "Site down", message: "Since 02:00." };

interface Attempt {
  fieldErrors: Record<string, string>;
  /** What the form has when it is opened again. */
  kept: Record<string, string>;
}

/**
 * Files these values with their draft; returns field errors and the kept draft, or null when
 * filed.
 */
async function attempt(values: Record<string, string>): Promise<Attempt | null> {
  const formKey = randomUUID();
  const person = viewer;
  const saved = await loadDraft(person, NEW_TICKET_KEY);
  await saveDraft(person, {
    draftKey: NEW_TICKET_KEY,
    formKey,
    values,
    version: saved?.version ?? 0,
  });
  try {
    const row = await delivered(
      await fileTicket(person, {
        formKey,
        connectionId,
        values,
        draftKey: NEW_TICKET_KEY,
        files: [],
      }),
    );
    if (row.state !== "rejected") return null;
    const form = await submissionForm(person, row.id);
    return { fieldErrors: form?.fieldErrors ?? {}, kept: form?.values ?? {} };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return {
      fieldErrors: renderFieldErrors(english, error.fieldErrors ?? {}),
      kept: (await loadDraft(person, NEW_TICKET_KEY))?.values ?? {},
    };
  }
}

const refused: Array<[what: string, change: Record<string, string>, field: string, words: RegExp]> =
  [
    ["an empty subject", { subject: "" }, "subject", /is required/],
    ["a blank message", { message: " \n\t " }, "message", /is required/],
    ["a message of invisible blanks", { message: "\u00a0\u2003\n" }, "message", /is required/],
    [
      "100,000 characters",
      { message: "a".repeat(100_000) },
      "message",
      /at most 50,000 characters/,
    ],
    [
      "100,000 characters of another script",
      { message: "字".repeat(100_000) },
      "message",
      /at most 50,000 characters/,
    ],
    [
      "a subject of 300 characters",
      { subject: "a".repeat(300) },
      "subject",
      /at most 255 characters/,
    ],
    ["a null byte", { message: "a\u0000b" }, "message", /can’t be sent/],
    ["half an emoji", { subject: "half \ud83d" }, "subject", /can’t be sent/],
    ["no department", { department: "" }, "department", /is required/],
    ["a department that disappeared meanwhile", { department: "closed-down" }, "department", /./],
    [
      "critical without the customers' part",
      { priority: "critical" },
      "customerImpact",
      /customers are affected/,
    ],
    ["a priority that is none", { priority: "now" }, "priority", /listed options/],
    [
      "an address that is none",
      { cc: "jane@example.com, nobody" },
      "cc",
      /“\u2068nobody\u2069” isn’t an email address/,
    ],
  ];

describe("filing says on the field what is wrong, and loses nothing:", () => {
  it.each(refused)("%s", async (_what, change, field, words) => {
    const values = { ...FINE, ...change };
    const before = sandbox.control.journal().length;
    const outcome = await attempt(values);
    expect(outcome?.fieldErrors[field]).toMatch(words);
    expect(outcome?.kept).toEqual(values);
    expect(sandbox.control.journal()).toHaveLength(before);
  });

  it("a service of another account", async () => {
    expect(foreignService).toMatch(/^\w+:/);
    const values = { ...FINE, service: foreignService };
    const outcome = await attempt(values);
    expect(outcome?.fieldErrors.service).toMatch(/./);
    expect(outcome?.kept).toEqual(values);
  });

  it("a connection of another organization, as if there were none", async () => {
    const stranger = await makeViewer({ organizationId: await makeOrganization("Fabrikam") });
    await expect(
      fileTicket(stranger, {
        formKey: randomUUID(),
        connectionId,
        values: FINE,
        draftKey: NEW_TICKET_KEY,
        files: [],
      }),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});

const welcome: Array<[what: string, text: string]> = [
  ["emoji and right-to-left text", "👩‍💻🏳️‍🌈 مرحبا بالعالم שלום \u202eabc\u202c"],
  ["HTML", `<script>alert("x")</script> & <b>bold</b> &amp; "quotes"`],
  ["line ends of every kind", "one\r\ntwo\nthree\ttab"],
  ["SQL and templates", `'; DROP TABLE ticket; -- {{7*7}} \${x} %s \\u0000`],
];

describe("filing and replying take as it is:", () => {
  it.each(welcome)("%s", async (_what, text) => {
    expect(await attempt({ ...FINE, message: text })).toBeNull();
    const filed = sandbox.control.journal().at(-1);
    expect((filed?.body as { message?: string }).message?.startsWith(text)).toBe(true);
    await delivered(
      await sendReply(viewer, {
        formKey: randomUUID(),
        ticketId,
        message: text,
        encrypted: false,
        files: [],
        continues: false,
      }),
    );
    const replied = sandbox.control.journal().at(-1);
    expect((replied?.body as { message?: string }).message?.startsWith(text)).toBe(true);
    expect(
      (
        await submission(
          (
            await sendReply(viewer, {
              formKey: randomUUID(),
              ticketId,
              message: text,
              encrypted: false,
              files: [],
              continues: false,
            })
          ).submissionId,
        )
      ).payload.message,
    ).toBe(text);
  });
});

const badReplies: Array<[what: string, message: string, words: RegExp]> = [
  ["an empty one", "", /Write a message/],
  ["a blank one", " \n ", /Write a message/],
  ["100,000 characters", "a".repeat(100_000), /Shorten the message to 50,000/],
  ["a null byte", "a\u0000b", /can’t be sent/],
  ["half an emoji", "half \ud83d", /can’t be sent/],
];

describe("a reply says what is wrong, while its draft is kept:", () => {
  it.each(badReplies)("%s", async (_what, message, words) => {
    const { issues = [] } = messageText.safeParse(message).error ?? {};
    expect(renderFieldErrors(english, fieldErrorsOf(issues))[""]).toMatch(words);
    const draftKey = replyKey(ticketId);
    const saved = await loadDraft(viewer, draftKey);
    await saveDraft(viewer, {
      draftKey,
      formKey: randomUUID(),
      values: { message, encrypted: "" },
      version: saved?.version ?? 0,
    });
    expect((await loadDraft(viewer, draftKey))?.values.message).toBe(message);
  });
});
