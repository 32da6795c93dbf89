import { renderToStaticMarkup } from "react-dom/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { ServiceView } from "@/components/services/service-view";
import { DetailsPanel } from "@/components/tickets/detail/details-panel";
import { HistoryPanel } from "@/components/tickets/detail/history/history-panel";
import type { Viewer } from "@/lib/auth/types";
import { syncNow } from "@/lib/connections/sync-now";
import { getService } from "@/lib/inventory/queries";
import { registerProvider } from "@/lib/providers/registry";
import { getTicket } from "@/lib/tickets/queries";
import { useTestDatabase } from "@/tests/helpers/database";
import { MemoryAccount } from "@/tests/helpers/memory-account";
import { memoryProvider } from "@/tests/helpers/memory-provider";
import { makeConnection, makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";
import { withTexts } from "@/tests/helpers/texts";

useTestDatabase();

/** Begins every word of the provider and of people here, and none of ours. */
const RAW = /\bzz\w*/gi;
const locale = { timeZone: "UTC", language: "en" } as const;
const account = new MemoryAccount();
let owner: Viewer;
let unregister = () => {};

beforeAll(async () => {
  unregister = registerProvider(memoryProvider(account));
  owner = await makeViewer({ organizationId: await makeOrganization() });
  const connectionId = await makeConnection(owner, "memory", account.key);
  const box = { kind: "zzboat", externalId: "zz-1", name: "zzhull" };
  const linked = [{ ...box, details: { zzMast: "zzone", billing: { currency: "zzk" } } }];
  account.put("m-1", {
    category: { id: "zzhelp", label: "ZZ help" },
    requesterName: "zzJane",
    cc: ["zz@example.com"],
    services: linked,
    fields: { rack: "zzrack" },
  });
  await syncNow(owner, { connectionId });
  account.put("m-1", {
    subject: "zzsubject",
    status: "zzodd",
    priority: "zztop",
    category: { id: "zzother", label: "ZZ other" },
    services: [],
    fields: { rack: "zzrack2", zzLater: "zzlater" },
    attachments: [
      {
        externalId: "f",
        filename: "zz.txt",
        mimeType: null,
        downloadUrl: null,
        messageExternalId: null,
      },
    ],
    updatedAt: new Date("2026-03-02T10:00:00Z"),
  });
  await syncNow(owner, { connectionId });
  for (const [field, after] of [
    ["status", "zzashore"],
    ["details.plan", "zzlarge"],
    ["details.zzMast", "zztwo"],
  ] as const)
    await sql(
      "INSERT INTO service_change (service_id, field, after, seen_at) SELECT id, $1, to_jsonb($2::text), now() FROM service",
      [field, after],
    );
});

afterAll(() => unregister());

/** Splits markup into its texts; `isData` inside of an element of no language or of code. */
function textsOf(markup: string): Array<{ text: string; isData: boolean }> {
  const open: boolean[] = [];
  const texts: Array<{ text: string; isData: boolean }> = [];
  for (const [whole, end, name = "", rest = ""] of markup.matchAll(/<(\/?)(\w+)([^>]*)>|[^<]+/g)) {
    if (!whole.startsWith("<")) texts.push({ text: whole, isData: open.includes(true) });
    else if (end) open.pop();
    else if (!/\/$/.test(rest) && !/^(?:input|img|br)$/.test(name))
      open.push(/ lang=""/.test(rest) || /^(?:code|time|pre)$/.test(name));
  }
  expect(open).toEqual([]);
  return texts;
}

/** All raw words are marked, `words` among them, and nothing of ours is. */
function expectMarked(markup: string, words: string[]): void {
  const texts = textsOf(markup);
  const found = (isData: boolean) =>
    texts.filter((each) => each.isData === isData).flatMap(({ text }) => text.match(RAW) ?? []);
  expect(found(false)).toEqual([]);
  expect([...new Set(found(true))]).toEqual(expect.arrayContaining(words));
  for (const { text, isData } of texts)
    if (isData) expect(text).not.toMatch(/set to|changed|Status|Priority|Low|Open/);
}

const drawn = (node: React.ReactNode) => renderToStaticMarkup(withTexts(node));

describe("a provider's or a person's words", () => {
  it("are marked among the details and in the history of a ticket", async () => {
    const [row] = await sql<{ id: string }>("SELECT id FROM ticket");
    const ticket = await getTicket(owner, row?.id ?? "");
    if (!ticket) throw new Error("The ticket is missing.");
    const shared = { locale, audience: "customer" } as const;
    const details = drawn(<DetailsPanel ticket={ticket} {...shared} />);
    expectMarked(details, ["ZZ", "zzJane", "zzrack2"]);
    const history = drawn(<HistoryPanel ticketId={ticket.id} history={ticket} {...shared} />);
    expectMarked(history, ["zzsubject", "Zzodd", "Zztop", "Zzhelp", "Zzother", "zzhull"]);
    expect(history).toContain(
      'Status changed from Open to <bdi lang="" translate="no">Zzodd</bdi>',
    );
  });

  it("are marked among the details and in the history of a service", async () => {
    const [row] = await sql<{ id: string }>("SELECT id FROM service WHERE external_id = 'zz-1'");
    const service = await getService(owner, row?.id ?? "");
    if (!service) throw new Error("The service is missing.");
    const markup = drawn(<ServiceView service={service} locale={locale} audience="customer" />);
    expectMarked(markup, ["zzboat", "zzhull", "zzashore", "zzlarge", "zztwo", "Zz"]);
  });
});
