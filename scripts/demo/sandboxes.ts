import path from "node:path";

import {
  type HostupSandbox,
  startHostupSandbox,
  startUpsunSandbox,
  type UpsunSandbox,
} from "../../sandbox/start";
import { CliError, errorMessage } from "../lib/cli-error";
import { DATA } from "../lib/root";
import type { SandboxName } from "./recording/recording";

/** Staff of the sandboxes answer within some minutes. */
const ANSWER_AFTER_MS: [number, number] = [90_000, 240_000];

export interface Sandboxes {
  hostup?: HostupSandbox;
  upsun?: UpsunSandbox;
}

/** Providers without a configured address. */
export function sandboxNames(given: NodeJS.ProcessEnv): SandboxName[] {
  return [
    ...(given.HOSTUP_API_URL ? [] : (["hostup"] as const)),
    ...(given.UPSUN_API_URL ? [] : (["upsun"] as const)),
  ];
}

/** Where a sandbox keeps its state over restarts. */
export const sandboxStateFile = (name: SandboxName): string =>
  path.join(DATA, "sandbox", `${name}.json`);

/** Only for providers without a configured address. */
export async function startSandboxes(given: NodeJS.ProcessEnv): Promise<Sandboxes> {
  const names = sandboxNames(given);
  const options = (name: SandboxName) => ({
    statePath: sandboxStateFile(name),
    answerAfterMs: ANSWER_AFTER_MS,
  });
  try {
    const [hostup, upsun] = await Promise.all([
      names.includes("hostup") ? startHostupSandbox(options("hostup")) : undefined,
      names.includes("upsun") ? startUpsunSandbox(options("upsun")) : undefined,
    ]);
    return { ...(hostup ? { hostup } : {}), ...(upsun ? { upsun } : {}) };
  } catch (error) {
    throw new CliError(errorMessage(error), { cause: error });
  }
}
