import { describe, expect, it } from "vitest";

import { UpsunClient } from "@/lib/providers/upsun/client";

import { upsunAccounts } from "../../../sandbox/accounts";
import {
  describedOperations as servedOperations,
  exchangesAt,
  methodsOf,
  named,
} from "./operations";
import { allOf, type Exchange, queryOf, recording } from "./recording";
import { withUpsun } from "./sandboxes";
import { inMemory, tokenStore } from "./support";
import { upsunClient } from "./upsun-client";
import { upsunAbout, upsunOperations } from "./upsun-operations";
import { bodyFieldsOf, parametersOf, problemsOf, upsunDescribedOperations } from "./upsun-requests";

const KEY = upsunAccounts.northwind.key.key;
const EXCHANGE = "POST /oauth2/token";
const here = withUpsun();

const withoutExchange = (exchanges: readonly Exchange[]) =>
  exchanges.filter(({ url }) => url.pathname !== "/oauth2/token");

/** Everything that all rows send. */
async function everythingSent(): Promise<Exchange[]> {
  const sent: Exchange[] = [];
  for (const row of upsunOperations) {
    here.sandbox.control.reset("demo");
    const { through, exchanges } = recording();
    await row.run(upsunClient(here.sandbox, through), upsunAbout(here.sandbox));
    sent.push(...exchanges);
  }
  return sent;
}

describe("each operation of Upsun's client, as the published description has it", () => {
  it.each(upsunOperations.map((row) => [named(row), row] as const))("%s", async (_name, row) => {
    const about = upsunAbout(here.sandbox);
    const { through, exchanges } = recording();
    const result = await row.run(upsunClient(here.sandbox, through), about);
    const [first, ...asked] = exchanges;
    expect(first?.url.pathname).toBe("/oauth2/token");
    const token = (JSON.parse(first?.answer ?? "") as { access_token: string }).access_token;
    expect(exchangesAt(row.endpoint, asked)).toEqual(asked);
    const queries = row.queries?.(about) ?? [{}];
    expect(asked.map(queryOf)).toEqual(queries);
    expect(asked.map(({ body }) => body)).toEqual(
      row.body ? [row.body(about)] : queries.map(() => undefined),
    );
    for (const exchange of asked) {
      expect(exchange.status).toBe(row.status);
      expect(exchange.headers.get("authorization")).toBe(`Bearer ${token}`);
      expect(exchange.headers.get("accept")).toBe("application/json");
      expect(problemsOf(exchange)).toEqual([]);
    }
    row.check(result, about);
  });

  it("token exchange: the documented form and the documented client", async () => {
    const { through, exchanges } = recording();
    await upsunClient(here.sandbox, through).me();
    const [exchange] = exchanges;
    expect(exchange).toMatchObject({
      method: "POST",
      status: 200,
      body: { grant_type: "api_token", api_token: KEY },
    });
    expect(exchange?.url.pathname).toBe("/oauth2/token");
    expect(exchange?.url.search).toBe("");
    expect(exchange?.headers.get("authorization")).toBe(
      `Basic ${Buffer.from("platform-api-user:").toString("base64")}`,
    );
  });

  it.each([
    [
      "projects",
      2,
      (client: UpsunClient, organization: string) => allOf(client.projects(organization)),
    ],
    [
      "subscriptions",
      2,
      (client: UpsunClient, organization: string) => allOf(client.subscriptions(organization)),
    ],
    ["organizations", 1, (client: UpsunClient) => allOf(client.organizations())],
    [
      "a user's organizations",
      1,
      (client: UpsunClient) => allOf(client.organizations(upsunAccounts.northwind.userId)),
    ],
  ])("%s come page by page, by the cursor of the links", async (_name, size, run) => {
    // The account is small, so its pages are made so too: on the way out, behind the client's back.
    const { through, exchanges } = recording((url) => {
      if (url.searchParams.has("page[size]")) url.searchParams.set("page[size]", String(size));
      return url;
    });
    const pages = await run(
      upsunClient(here.sandbox, through),
      upsunAbout(here.sandbox).organization,
    );
    expect(pages.map((page) => page.items.length)).toEqual([size, size]);
    const asked = withoutExchange(exchanges);
    expect(asked.map((exchange) => Object.keys(queryOf(exchange)))).toEqual([
      ["page[size]"],
      ["page[size]", "page[after]"],
    ]);
    expect(asked.flatMap(problemsOf)).toEqual([]);
    expect(
      new Set(pages.flatMap<{ id: string | null }>(({ items }) => items).map(({ id }) => id)).size,
    ).toBe(2 * size);
  });

  it("has a row", () => {
    expect([...new Set(upsunOperations.map(({ method }) => method))].sort()).toEqual(
      methodsOf(UpsunClient).sort(),
    );
  });

  it("is an operation that Upsun describes, and Upsun describes no other", async () => {
    const ours = [...new Set(upsunOperations.map(({ endpoint }) => endpoint))].sort();
    expect(ours).toEqual([...upsunDescribedOperations].sort());
    expect([...ours, EXCHANGE].sort()).toEqual((await servedOperations(here.sandbox.url)).sort());
  });

  it("is exercised with every filter and every field that is described", async () => {
    const sent = await everythingSent();
    const [queried, created, changed] = [
      "GET /tickets",
      "POST /tickets",
      "PATCH /tickets/{ticket_id}",
    ].map((endpoint) => exchangesAt(endpoint, sent));
    const names = (objects: object[]) =>
      [...new Set(objects.flatMap((object) => Object.keys(object)))].sort();
    expect(names((queried ?? []).map(queryOf))).toEqual(
      parametersOf("GET /tickets")
        .map(({ name }) => name)
        .sort(),
    );
    expect(names((created ?? []).map(({ body }) => body as object))).toEqual(
      bodyFieldsOf("POST /tickets").sort(),
    );
    expect(names((changed ?? []).map(({ body }) => body as object))).toEqual(
      bodyFieldsOf("PATCH /tickets/{ticket_id}").sort(),
    );
  });
});

describe("what Upsun's sessions send keeps to the published description", () => {
  it("in every method", async () => {
    const { through, exchanges } = recording();
    const session = here.provider.open({ credential: KEY, tokens: tokenStore(), fetch: through });
    const { organization, subscription, open } = upsunAbout(here.sandbox);
    await session.check();
    const project = `${organization}/${subscription}`;
    await session.filingChoices({});
    await session.filingChoices({ project, category: "incident_outage" });
    await session.fileTicket({
      project,
      category: "bug_report",
      priority: "high",
      subject: "S",
      message: "M",
      affectedUrl: "https://example.com/a%20b",
      collaborators: upsunAccounts.contoso.userId,
    });
    await session.fileTicket({ subject: "S", message: "M" });
    const file = {
      filename: "a.txt",
      mimeType: "text/plain",
      size: 3,
      ...inMemory(new Uint8Array([65, 66, 67])),
    };
    await session.fileTicket(
      { subject: "S", message: "M" },
      { files: [file], continues: String(open.ticket_id) },
    );
    await session.setCollaborators?.(String(open.ticket_id), [upsunAccounts.contoso.userId]);
    await session.setCollaborators?.(String(open.ticket_id), []);
    await allOf(session.listTickets());
    await session.readTicket(String(open.ticket_id));
    await session.act?.(String(open.ticket_id), "solve");
    await session.act?.(String(open.ticket_id), "reopen");
    expect(withoutExchange(exchanges).flatMap(problemsOf)).toEqual([]);
    expect(withoutExchange(exchanges).length).toBeGreaterThan(20);
  });

  it("and what does not is seen", () => {
    const about = (method: string, address: string, body?: unknown): Exchange => ({
      method,
      url: new URL(address, "http://x"),
      headers: new Headers({ "content-type": "application/json" }),
      body,
      status: 200,
      answer: "",
    });
    expect(problemsOf(about("GET", "/tickets?filter[status]=unheard"))).toHaveLength(1);
    expect(
      problemsOf(about("GET", "/tickets?page=one&filter[created]=yesterday&filter[id]=1")),
    ).toHaveLength(3);
    expect(problemsOf(about("GET", "/organizations/short/projects?page[size]=101"))).toHaveLength(
      2,
    );
    expect(
      problemsOf(about("POST", "/tickets", { subject: "S", priority: "p1", cc: [] })),
    ).toHaveLength(3);
    expect(problemsOf(about("PATCH", "/tickets/1", { status: "closed" }))).toHaveLength(1);
    expect(problemsOf(about("DELETE", "/tickets/1"))).toHaveLength(1);
  });
});
