import { afterAll, beforeAll, beforeEach } from "vitest";

import type { TicketProvider } from "@/lib/providers/contract";
import { createHostupProvider } from "@/lib/providers/hostup/provider";
import type { ConversationMode } from "@/lib/providers/upsun/conversation/conversations";
import { createUpsunProvider } from "@/lib/providers/upsun/provider";

import {
  type HostupSandbox,
  startHostupSandbox,
  startUpsunSandbox,
  type UpsunSandbox,
} from "../../../sandbox/start";
import { QUICK } from "./support";

export interface Running<S> {
  sandbox: S;
  provider: TicketProvider;
}

/** A HostUp of this file's own, fresh for each test. Its members exist once a test runs. */
export function withHostup(): Running<HostupSandbox> {
  const running = {} as Running<HostupSandbox>;
  beforeAll(async () => {
    running.sandbox = await startHostupSandbox({ seed: "demo" });
    running.provider = createHostupProvider({ apiUrl: running.sandbox.apiUrl, tuning: QUICK });
  });
  beforeEach(() => running.sandbox.control.reset("demo"));
  afterAll(() => running.sandbox.stop());
  return running;
}

/** An Upsun of this file's own, fresh for each test. Its members exist once a test runs. */
export function withUpsun(conversation: ConversationMode = "off"): Running<UpsunSandbox> {
  const running = {} as Running<UpsunSandbox>;
  beforeAll(async () => {
    running.sandbox = await startUpsunSandbox({ seed: "demo" });
    const { apiUrl, authUrl } = running.sandbox;
    running.provider = createUpsunProvider({ apiUrl, authUrl, conversation, tuning: QUICK });
  });
  beforeEach(() => running.sandbox.control.reset("demo"));
  afterAll(() => running.sandbox.stop());
  return running;
}
