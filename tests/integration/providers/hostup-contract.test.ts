import { describe, expect, it } from "vitest";

import { HostupClient } from "@/lib/providers/hostup/client";

import { hostupAccounts } from "../../../sandbox/accounts";
import { hostupClient } from "./hostup-client";
import { HOSTUP_PATH, hostupAbout, hostupOperations } from "./hostup-operations";
import { describedOperations, exchangesAt, methodsOf, named } from "./operations";
import { queryOf, recording } from "./recording";
import { withHostup } from "./sandboxes";

const here = withHostup();

describe("each operation of HostUp's client, as the reference has it", () => {
  it.each(hostupOperations.map((row) => [named(row), row] as const))("%s", async (_name, row) => {
    const about = await hostupAbout(here.sandbox, hostupClient(here.sandbox));
    const { through, exchanges } = recording();
    const result = await row.run(hostupClient(here.sandbox, through), about);
    expect(exchangesAt(row.endpoint, exchanges, HOSTUP_PATH)).toEqual(exchanges);
    const queries = row.queries?.(about) ?? [{}];
    expect(exchanges.map(queryOf)).toEqual(
      queries.map((query) =>
        Object.fromEntries(
          Object.entries(query).map(([name, value]) => [
            name,
            value === "*" ? expect.any(String) : value,
          ]),
        ),
      ),
    );
    expect(exchanges.map(({ body }) => body)).toEqual(
      row.body ? [row.body(about)] : queries.map(() => undefined),
    );
    for (const { headers, status, body } of exchanges) {
      expect(status).toBe(row.status);
      expect(headers.get("authorization")).toBe(`Bearer ${hostupAccounts.northwind.key.key}`);
      expect(headers.get("accept")).toBe(row.operation === "download" ? "*/*" : "application/json");
      // Of a form, fetch itself sets it, with the boundary.
      const contentType =
        row.operation === "upload"
          ? expect.stringMatching(/^multipart\/form-data; boundary=\S+$/)
          : "application/json";
      expect(headers.get("content-type")).toEqual(body === undefined ? null : contentType);
    }
    row.check(result, about);
  });

  it("has a row", () => {
    expect([...new Set(hostupOperations.map(({ method }) => method))].sort()).toEqual(
      methodsOf(HostupClient).sort(),
    );
  });

  it("is an operation that HostUp has, and HostUp has no other", async () => {
    const theirs = await describedOperations(here.sandbox.url, HOSTUP_PATH);
    expect([...new Set(hostupOperations.map(({ endpoint }) => endpoint))].sort()).toEqual(
      theirs.sort(),
    );
  });
});
