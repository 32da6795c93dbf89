import { afterEach, beforeAll, beforeEach } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { registerProvider } from "@/lib/providers/registry";
import { sql } from "@/tests/helpers/sql";

import { MemoryAccount } from "./memory-account";
import { memoryProvider } from "./memory-provider";
import { makeConnection, makeOrganization, makeViewer } from "./people";

export interface MemoryConnection {
  account: MemoryAccount;
  /** A manager of the connection's organization, the same in all tests of a file. */
  viewer: Viewer;
  connectionId: string;
}

/**
 * Before each test, empties the given tables and connects a new, empty in-memory account.
 * Call it after `useTestDatabase`.
 */
export function useMemoryConnection(
  assign: (connection: MemoryConnection) => void,
  { clear = [] }: { clear?: string[] } = {},
): void {
  let viewer: Viewer;
  let unregister = (): void => undefined;

  beforeAll(async () => {
    viewer = await makeViewer({ organizationId: await makeOrganization() });
  });

  beforeEach(async () => {
    const account = new MemoryAccount();
    unregister = registerProvider(memoryProvider(account));
    for (const table of [...clear, "connection"]) await sql(`DELETE FROM ${table}`);
    assign({
      account,
      viewer,
      connectionId: await makeConnection(viewer, "memory", account.key),
    });
  });

  afterEach(() => unregister());
}
