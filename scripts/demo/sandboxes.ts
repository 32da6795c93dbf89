import path from "node:path";

import {
  type HostupSandbox,
  startHostupSandbox,
  startUpsunSandbox,
  type UpsunSandbox,
} from "../../sandbox/start";
import { CliError, errorMessage } from "../lib/cli-error";
import { DATA } from "../lib/root";

/** Staff of the sandboxes answer within some minutes. */
const ANSWER_AFTER_MS: [number, number] = [90_000, 240_000];

export interface Sandboxes {
  hostup?: HostupSandbox;
  upsun?: UpsunSandbox;
}

/** Only for providers without a configured address. The state survives restarts. */
export async function startSandboxes(given: NodeJS.ProcessEnv): Promise<Sandboxes> {
  const options = (name: string) => ({
    statePath: path.join(DATA, "sandbox", `${name}.json`),
    answerAfterMs: ANSWER_AFTER_MS,
  });
  try {
    const [hostup, upsun] = await Promise.all([
      given.HOSTUP_API_URL ? undefined : startHostupSandbox(options("hostup")),
      given.UPSUN_API_URL ? undefined : startUpsunSandbox(options("upsun")),
    ]);
    return { ...(hostup ? { hostup } : {}), ...(upsun ? { upsun } : {}) };
  } catch (error) {
    throw new CliError(errorMessage(error), { cause: error });
  }
}
