import type { HostupControl } from "./hostup/control";
import { hostupKind } from "./hostup/sandbox";
import type { RunningSandbox, SandboxOptions } from "./shared/options";
import { runSandbox } from "./shared/run";
import type { UpsunControl } from "./upsun/control";
import { upsunKind } from "./upsun/sandbox";

export type { FaultInput } from "./shared/faults";
export type { SandboxOptions } from "./shared/options";
export type HostupSandbox = RunningSandbox<HostupControl>;
export type UpsunSandbox = RunningSandbox<UpsunControl> & { authUrl: string };

/** Starts HostUp. Rejects with a sentence when the port is taken or the saved state is damaged. */
export function startHostupSandbox(options: SandboxOptions = {}): Promise<HostupSandbox> {
  return runSandbox(hostupKind, options);
}

/** Starts Upsun; its token exchange is on the same origin. */
export async function startUpsunSandbox(options: SandboxOptions = {}): Promise<UpsunSandbox> {
  const running = await runSandbox(upsunKind, options);
  return { ...running, authUrl: running.url };
}
