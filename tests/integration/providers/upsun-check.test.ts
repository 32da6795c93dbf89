import { describe, expect, it } from "vitest";

import { upsunAccounts } from "../../../sandbox/accounts";
import { withUpsun } from "./sandboxes";
import { choicesOf, failureOf, open } from "./support";

const ACCOUNT = upsunAccounts.northwind;
const KEY = ACCOUNT.key.key;
const here = withUpsun();

describe("checking an Upsun token", () => {
  it("tells whose it is and what it can do", async () => {
    const { account, capabilities } = await open(here.provider, KEY).session.check();
    expect(account).toEqual({ id: ACCOUNT.userId, name: "Jane Example", email: ACCOUNT.email });
    expect(capabilities.map(({ capability, available }) => [capability, available])).toEqual([
      ["read", true],
      ["file", true],
      ["solve", true],
      ["reopen", true],
      ["attach", true],
      ["inventory:project", true],
    ]);
    expect(here.sandbox.control.journal()).toEqual([]);
  });

  it("names what is missing", async () => {
    const { capabilities } = await open(
      here.provider,
      ACCOUNT.noOrganizationsKey.key,
    ).session.check();
    expect(capabilities.filter(({ available }) => !available)).toMatchObject([
      { capability: "inventory:project", missingScope: "organizations:read" },
    ]);
  });

  it("says of a wrong token so, after one call", async () => {
    const { session, calls } = open(here.provider, "upsun-wrong");
    expect((await failureOf(session.check())).code).toBe("provider_unauthorized");
    expect(calls).toHaveLength(1);
  });
});

describe("the choices of Upsun's filing form", () => {
  it("are the projects of all organizations, and categories and priorities for what was chosen", async () => {
    const { session } = open(here.provider, KEY);
    const projects = choicesOf((await session.filingChoices({})).project).choices;
    expect(projects.map(({ group, label }) => `${group}: ${label}`)).toEqual([
      "Northwind Trading: Northwind Shop",
      "Northwind Trading: Northwind Intranet",
      "Northwind Trading: Supplier Portal",
      "Northwind Trading: Campaign 2024",
      "Northwind Labs: Tea Finder",
      "Northwind Labs: Recommendation API",
    ]);
    const values = async (project: string, category = "") => {
      const choices = await session.filingChoices({
        project: projects.find(({ label }) => label === project)?.value ?? "",
        category,
      });
      return {
        categories: choicesOf(choices.category).choices.map(({ value }) => value),
        priorities: choicesOf(choices.priority).choices,
      };
    };
    const shop = await values("Northwind Shop", "incident_outage");
    expect(shop.categories).toContain("incident_outage");
    expect(shop.priorities.at(-1)).toEqual({
      value: "urgent",
      label: { key: "upsun.priority.urgent" },
      description: "Production down",
    });
    const finder = await values("Tea Finder");
    expect(finder.categories).not.toContain("incident_outage");
    expect(finder.priorities.map(({ value }) => value)).toEqual(["low", "normal"]);
  });

  it("that cannot be read are a problem of that field alone", async () => {
    const choices = await open(here.provider, ACCOUNT.noOrganizationsKey.key).session.filingChoices(
      {},
    );
    expect(JSON.stringify(choices.project)).toMatch(/^\{"problem".*organizations:read/);
    expect(choicesOf(choices.category).choices.length).toBeGreaterThan(5);
  });

  it("come from the subscriptions where projects may not be listed", async () => {
    const listed = choicesOf(
      (await open(here.provider, KEY).session.filingChoices({})).project,
    ).choices;
    here.sandbox.control.addFault({
      kind: "status",
      status: 403,
      path: "/organizations/*/projects",
      count: null,
    });
    const fallback = choicesOf(
      (await open(here.provider, KEY).session.filingChoices({})).project,
    ).choices;
    expect(fallback.map(({ value, label, group }) => ({ value, label, group }))).toEqual(
      listed.map(({ value, label, group }) => ({ value, label, group })),
    );
  });
});
