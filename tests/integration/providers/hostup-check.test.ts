import { describe, expect, it } from "vitest";

import { message, renderMessage } from "@/lib/i18n/message";
import { english } from "@/tests/helpers/texts";

import { hostupAccounts } from "../../../sandbox/accounts";
import { withHostup } from "./sandboxes";
import { choicesOf, failureOf, open } from "./support";

const groupsOf = ({ choices }: ReturnType<typeof choicesOf>) => {
  const groups = choices.map(({ group }) =>
    typeof group === "object" ? renderMessage(english, group) : group,
  );
  return [...new Set(groups)];
};

const KEY = hostupAccounts.northwind.key.key;
const here = withHostup();

describe("checking a HostUp key", () => {
  it("finds everything with a full key, and changes nothing", async () => {
    const { capabilities } = await open(here.provider, KEY).session.check();
    expect(capabilities.filter(({ available }) => !available)).toEqual([]);
    expect(capabilities.map(({ capability }) => capability)).toEqual([
      "departments",
      "read",
      "file",
      "reply",
      "close",
      "reopen",
      "attach",
      "inventory:domain",
      "inventory:vps",
      "inventory:hosting",
    ]);
    expect(here.sandbox.control.journal()).toEqual([]);
    expect(here.sandbox.control.tickets().length).toBeGreaterThan(0);
  });

  it.each([
    [
      "write:support",
      hostupAccounts.northwind.noWriteKey.key,
      ["file", "reply", "close", "reopen", "attach"],
    ],
    ["read:support", hostupAccounts.northwind.noReadKey.key, ["read"]],
    ["read:vm", hostupAccounts.northwind.noVpsKey.key, ["inventory:vps"]],
  ])("names %s as missing", async (scope, key, missing) => {
    const { capabilities } = await open(here.provider, key).session.check();
    const gone = capabilities.filter(({ available }) => !available);
    expect(gone.map(({ capability }) => capability)).toEqual(missing);
    expect(new Set(gone.map(({ missingScope }) => missingScope))).toEqual(new Set([scope]));
  });

  it("names the scope from its own knowledge where the provider does not", async () => {
    here.sandbox.control.addFault({
      kind: "status",
      status: 403,
      body: "empty",
      method: "GET",
      path: "/api/v2/domains",
    });
    const { capabilities } = await open(here.provider, KEY).session.check();
    expect(capabilities.find(({ capability }) => capability === "inventory:domain")).toMatchObject({
      available: false,
      missingScope: "read:domains",
    });
  });

  it.each(["hu_live_wrong", hostupAccounts.contoso.key.key.slice(0, -1)])(
    "says of a wrong key so, after one call",
    async (key) => {
      const { session, calls } = open(here.provider, key);
      const error = await failureOf(session.check());
      expect(error.code).toBe("provider_unauthorized");
      expect(error.message).toContain("The API key is missing or not valid.");
      expect(error.requestId).toMatch(/^req_/);
      expect(calls).toHaveLength(1);
    },
  );

  it("refuses a key that can be none without asking", async () => {
    expect(() => open(here.provider, "två ord")).toThrow(
      expect.objectContaining({ code: "provider_unauthorized" }),
    );
    expect((await open(here.provider, `  ${KEY}\n`).session.check()).capabilities).not.toEqual([]);
  });
});

describe("the choices of HostUp's filing form", () => {
  it("are the account's departments in plain text and its services by kind", async () => {
    const choices = await open(here.provider, KEY).session.filingChoices({});
    const departments = choicesOf(choices.department).choices;
    expect(departments.map(({ value }) => value)).toContain("domain-names");
    expect(departments.some(({ description }) => description)).toBe(true);
    expect(JSON.stringify(departments)).not.toMatch(/<|&amp;/);
    const services = choicesOf(choices.service);
    expect(groupsOf(services)).toEqual(["Domains", "VPS servers", "Hosting accounts"]);
    expect(services.choices).toContainEqual(
      expect.objectContaining({
        value: "domain:dom_01hxa3b4c5d6e7f8g9h0j1k2m3",
        label: "example.com",
      }),
    );
    expect(services.notes).toEqual([]);
  });

  it("tell what cannot be listed", async () => {
    const choices = await open(
      here.provider,
      hostupAccounts.northwind.noVpsKey.key,
    ).session.filingChoices({});
    const services = choicesOf(choices.service);
    expect(services.notes?.map(({ text }) => renderMessage(english, text))).toEqual([
      "This key can’t list VPS servers. It needs the scope read:vm.",
    ]);
    expect(groupsOf(services)).toEqual(["Domains", "Hosting accounts"]);
  });

  it("that cannot be read are a problem, not an empty list", async () => {
    here.sandbox.control.addFault({ kind: "status", status: 500, count: null });
    const choices = await open(here.provider, KEY).session.filingChoices({});
    const problem = {
      text: message("provider.unavailable", { name: "HostUp", status: "500" }),
      words: "The request could not be handled.",
    };
    expect(choices).toEqual({ department: { problem }, service: { problem } });
  });
});
