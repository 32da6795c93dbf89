import { afterAll, beforeAll, vi } from "vitest";

import type * as Mirror from "@/lib/mirror/sync/run-sync";

import {
  type HostupSandbox,
  type SandboxOptions,
  startHostupSandbox,
  startUpsunSandbox,
  type UpsunSandbox,
} from "../../../sandbox/start";

/**
 * Starts a HostUp sandbox for the registry's provider. Call it before anything reads the
 * environment.
 */
export function useHostup(options: SandboxOptions): { readonly control: HostupSandbox["control"] } {
  let sandbox: HostupSandbox;
  beforeAll(async () => {
    sandbox = await startHostupSandbox(options);
    process.env.HOSTUP_API_URL = sandbox.apiUrl;
  });
  afterAll(() => sandbox.stop());
  return {
    get control() {
      return sandbox.control;
    },
  };
}

/** The same of Upsun; `conversation` is for tests that count calls. */
export function useUpsun(
  options: SandboxOptions,
  conversation: "off" | "read" = "read",
): { readonly control: UpsunSandbox["control"] } {
  let sandbox: UpsunSandbox;
  beforeAll(async () => {
    sandbox = await startUpsunSandbox(options);
    process.env.UPSUN_API_URL = sandbox.apiUrl;
    process.env.UPSUN_AUTH_URL = sandbox.authUrl;
    process.env.UPSUN_CONVERSATION = conversation;
  });
  afterAll(() => sandbox.stop());
  return {
    get control() {
      return sandbox.control;
    },
  };
}

export interface AnotherProcess {
  syncConnection: typeof Mirror.syncConnection;
  readTicketNow: (typeof import("@/lib/mirror/read-ticket"))["readTicketNow"];
  runDue: (typeof import("@/lib/jobs/run-due"))["runDue"];
}

/** Evaluates the product's modules again, as another process would; only the database is shared. */
export async function anotherProcess(): Promise<AnotherProcess> {
  vi.resetModules();
  const [{ syncConnection }, { readTicketNow }, { runDue }] = await Promise.all([
    import("@/lib/mirror/sync/run-sync"),
    import("@/lib/mirror/read-ticket"),
    import("@/lib/jobs/run-due"),
  ]);
  return { syncConnection, readTicketNow, runDue };
}
