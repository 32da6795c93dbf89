import { startHostupSandbox, startUpsunSandbox } from "../sandbox/start";
import { runScript } from "../scripts/lib/cli-error";

export interface SandboxPair {
  hostup: { apiUrl: string };
  upsun: { apiUrl: string; authUrl: string };
}

/** Printed first: the demo's accounts, and a large one. */
export interface BenchSandboxes {
  demo: SandboxPair;
  large: SandboxPair;
}

/** In their own process, until its input closes. */
async function main(): Promise<void> {
  const tickets = Number(process.argv[2]);
  const unlimited = { rateLimit: { limit: 100_000_000, windowS: 3_600 }, tokenLifetimeS: 86_400 };
  const pair = async (seed: "demo" | { tickets: number }): Promise<SandboxPair> => {
    const [hostup, upsun] = await Promise.all([
      startHostupSandbox({ ...unlimited, seed }),
      startUpsunSandbox({ ...unlimited, seed }),
    ]);
    return {
      hostup: { apiUrl: hostup.apiUrl },
      upsun: { apiUrl: upsun.apiUrl, authUrl: upsun.authUrl },
    };
  };
  const addresses: BenchSandboxes = { demo: await pair("demo"), large: await pair({ tickets }) };
  process.stdout.write(`${JSON.stringify(addresses)}\n`);
  await new Promise<void>((resolve) => process.stdin.once("end", resolve).resume());
}

if (process.argv[1]?.endsWith("providers-sandboxes.ts")) runScript(main);
