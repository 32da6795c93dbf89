import { randomUUID } from "node:crypto";

import {
  AppRouterContext,
  type AppRouterInstance,
} from "next/dist/shared/lib/app-router-context.shared-runtime";
import { prerender } from "react-dom/static";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { FilingForm } from "@/components/filing/filing-form";
import type { FilingFormProps } from "@/components/filing/filing-form-props";
import type { Viewer } from "@/lib/auth/types";
import { saveDraft } from "@/lib/drafts/commands";
import { draftStatus } from "@/lib/drafts/queries";
import { isAppError } from "@/lib/errors";
import { NEW_TICKET_KEY } from "@/lib/files/draft-key";
import { renderFieldErrors } from "@/lib/i18n/message";
import { formOf } from "@/lib/providers/forms/registry";
import { hostupFileRules } from "@/lib/providers/hostup/file-rules";
import { hostupForm } from "@/lib/providers/hostup/form";
import { registerProvider } from "@/lib/providers/registry";
import { fileTicket } from "@/lib/tickets/filing/file-ticket";
import { filingChoices } from "@/lib/tickets/filing/filing-choices";
import { filingForm } from "@/lib/tickets/filing/filing-form";
import { useTestDatabase } from "@/tests/helpers/database";
import { MemoryAccount } from "@/tests/helpers/memory-account";
import { memoryProvider } from "@/tests/helpers/memory-provider";
import { makeConnection, makeOrganization, makeViewer } from "@/tests/helpers/people";
import { english, withTexts } from "@/tests/helpers/texts";

useTestDatabase();

const account = new MemoryAccount();
let viewer: Viewer;
let connectionId: string;
let unregister = () => {};

beforeAll(async () => {
  unregister = registerProvider(memoryProvider(account));
  viewer = await makeViewer({ organizationId: await makeOrganization() });
  connectionId = await makeConnection(viewer, "memory", account.key);
});

afterAll(() => unregister());

const router = {
  back() {},
  forward() {},
  refresh() {},
  push() {},
  replace() {},
  prefetch() {},
} as unknown as AppRouterInstance;

async function drawn(more: Partial<FilingFormProps> = {}): Promise<string> {
  const props: FilingFormProps = {
    userId: viewer.userId,
    userName: viewer.name,
    connectionId,
    providerId: "memory",
    providerName: "Memory Hosting",
    form: await filingForm(viewer, connectionId),
    fileTexts: null,
    formKey: randomUUID(),
    defaultValues: {},
    draftStatus: await draftStatus(viewer, NEW_TICKET_KEY),
    templates: [],
    choices: await filingChoices(viewer, { connectionId, values: {} }),
    loadChoices: async () => ({ ok: true, data: {} }),
    fileTicket: async () => ({ ok: true, data: { submissionId: "-" } }),
    ...more,
  };
  // With parts whose scripts are loaded when they are shown.
  const { prelude } = await prerender(
    <AppRouterContext.Provider value={router}>
      {withTexts(<FilingForm {...props} />)}
    </AppRouterContext.Provider>,
  );
  return (await new Response(prelude).text()).replaceAll(/<!--[ $/]*-->/g, "");
}

/** The markup of one field, from its label to the next one. */
function fieldOf(markup: string, id: string): string {
  return markup.split('data-slot="field"').find((part) => part.includes(`for="${id}"`)) ?? "";
}

describe("a form whose provider has not answered yet", () => {
  const form = { fields: hostupForm.fields, files: null, encryptsReplies: true };
  const laterChoices = {
    lastKnown: new Promise<never>(() => {}),
    live: new Promise<never>(() => {}),
  };

  it("takes a subject and a message, and says that the options are loading", async () => {
    const markup = await drawn({ form, choices: {}, laterChoices });
    expect(fieldOf(markup, "field-subject")).toContain('id="field-subject"');
    expect(fieldOf(markup, "field-subject")).not.toMatch(/disabled=""|Loading/);
    expect(fieldOf(markup, "field-department")).toMatch(/aria-busy="true"[\s\S]*Loading options…/);
  });

  it("keeps a choice that a draft brings until the provider tells otherwise", async () => {
    const markup = await drawn({
      form,
      choices: {},
      laterChoices,
      defaultValues: { department: "vps" },
    });
    expect(fieldOf(markup, "field-department")).toContain('<option value="vps" selected="">');
  });

  it("names the age of the last known options, and offers to ask again once nothing is awaited", async () => {
    const department = {
      choices: [{ value: "vps", label: "VPS" }],
      ageMinutes: 10,
      notes: [{ message: "HostUp asked us to wait." }],
    };
    const field = fieldOf(await drawn({ form, choices: { department } }), "field-department");
    expect(field).toMatch(
      /Options last updated 10 min ago\.[\s\S]*HostUp asked us to wait\.[\s\S]*Reload options/,
    );
    expect(field).toContain('<option value="vps"');
  });
});

describe("the order of a form", () => {
  const form = { ...hostupForm, files: hostupFileRules };
  const order = (markup: string) =>
    [...markup.matchAll(/ for="field-(\w+)"/g)].map(([, name]) => name);

  it("begins with what decides the rest, and folds what few tickets need", async () => {
    const markup = await drawn({ form });
    expect(order(markup)).toEqual(
      "department service priority subject message attachments cc".split(" "),
    );
    expect(markup).not.toContain("<details open");
    expect(markup).not.toContain("support credit");
  });

  it("opens what is folded for a value or an error, and says what critical costs", async () => {
    const defaultValues = { cc: "jane@example.com", priority: "critical" };
    const markup = await drawn({ form, defaultValues });
    expect(markup).toContain("<details open");
    expect(markup.match(/Critical uses one support credit\./g)).toHaveLength(1);
    expect(order(markup).slice(1, 5)).toEqual("service priority customerImpact subject".split(" "));
    const rejection = {
      code: "provider_invalid" as const,
      message: "No.",
      fieldErrors: renderFieldErrors(english, { cc: "Not this one." }),
    };
    expect(await drawn({ form, rejection })).toContain("<details open");
  });
});

describe("a provider that only the server knows", () => {
  it("has its form drawn from its description", async () => {
    expect(formOf("memory")).toBeUndefined();
    const markup = await drawn();
    expect(fieldOf(markup, "field-subject")).toMatch(/Subject[\s\S]*<input[^>]*id="field-subject"/);
    expect(fieldOf(markup, "field-message")).toMatch(
      /Message[\s\S]*<textarea[^>]*id="field-message"/,
    );
    expect(markup).toContain("Attachments");
    expect(markup).toContain("Will be sent to Memory Hosting.");
    expect(markup).toContain("File ticket");
  });

  it("has the server's rejection on the field that it means", async () => {
    const refused: unknown = await fileTicket(viewer, {
      formKey: randomUUID(),
      connectionId,
      values: { subject: "  ", message: "Text" },
      draftKey: NEW_TICKET_KEY,
      files: [],
    }).catch((error: unknown) => error);
    if (!isAppError(refused, "invalid")) throw refused;
    const fieldErrors = renderFieldErrors(english, refused.fieldErrors ?? {});
    expect(fieldErrors).toEqual({ subject: "Subject is required." });
    const markup = await drawn({
      rejection: {
        code: refused.code,
        message: refused.message,
        fieldErrors,
      },
      defaultValues: { subject: "  ", message: "Text" },
    });
    expect(fieldOf(markup, "field-subject")).toMatch(
      /aria-invalid="true"[\s\S]*Subject is required\./,
    );
    expect(fieldOf(markup, "field-subject")).not.toContain("lang=");
    expect(fieldOf(markup, "field-message")).not.toContain('aria-invalid="true"');
    expect(fieldOf(markup, "field-message")).toContain("Text</textarea>");
  });

  it("shows the provider's words on top, also those that belong to no field", async () => {
    const markup = await drawn({
      rejection: {
        code: "provider_invalid",
        message: "Memory Hosting does not like this.",
        fieldErrors: renderFieldErrors(english, {
          rack: "The rack is full.",
          subject: "Too vague.",
        }),
      },
    });
    expect(markup).toContain("Memory Hosting rejected this");
    expect(markup).toContain("Memory Hosting does not like this.");
    expect(markup).toContain('<p><bdi lang="">The rack is full.</bdi></p>');
    expect(markup).toMatch(/<a href="#field-subject"[^>]*><bdi lang="">Too vague\.<\/bdi><\/a>/);
    expect(fieldOf(markup, "field-subject")).toContain('<bdi lang="">Too vague.</bdi>');
  });

  it("has what was typed in the first byte of the page", async () => {
    await saveDraft(viewer, {
      draftKey: NEW_TICKET_KEY,
      formKey: randomUUID(),
      values: { subject: "From the other device", message: "All of it" },
      version: 0,
    });
    const markup = await drawn();
    expect(fieldOf(markup, "field-subject")).toContain('value="From the other device"');
    expect(fieldOf(markup, "field-message")).toContain("All of it</textarea>");
    expect(markup).toContain("Discard draft");
  });

  it("offers the other way when the provider refused one that has another", async () => {
    const form = {
      ...(await filingForm(viewer, connectionId)),
      instead: {
        field: "subject",
        value: "critical",
        change: "urgent",
        label: "hostupForm.fileAsUrgent" as const,
        cost: "hostupForm.criticalCost" as const,
      },
    };
    const rejection = {
      code: "provider_conflict" as const,
      message: "No support credit is left.",
      fieldErrors: {},
    };
    const current = await draftStatus(viewer, NEW_TICKET_KEY);
    const status = { ...current, draft: null };
    expect(
      await drawn({ form, rejection, draftStatus: status, defaultValues: { subject: "critical" } }),
    ).toContain("File with Urgent priority");
    expect(
      await drawn({ form, rejection, draftStatus: status, defaultValues: { subject: "low" } }),
    ).not.toContain("File with Urgent priority");
  });
});
