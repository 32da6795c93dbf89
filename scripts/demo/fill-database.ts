import type { MovedRecording } from "./recording/load-recording";
import type { Sandboxes } from "./sandboxes";

/**
 * Fills an empty database with the history; to another it adds what is missing. Imports late,
 * because the product's modules read the environment once.
 */
export async function fillDatabase(
  environment: NodeJS.ProcessEnv,
  sandboxes: Sandboxes,
  history: MovedRecording | null,
): Promise<string> {
  Object.assign(process.env, environment);
  const said = history
    ? await loadHistory(history, environment.DATABASE_URL ?? "", sandboxes)
    : await seedDatabase(sandboxes);
  await globalThis.ticketbridgePrisma?.$disconnect();
  await globalThis.ticketbridgePool?.end();
  return said;
}

async function loadHistory(
  { recording, shift, times }: MovedRecording,
  databaseUrl: string,
  sandboxes: Sandboxes,
): Promise<string> {
  const { loadTables } = await import("./recording/load-tables");
  const providers = Object.keys(sandboxes) as Array<keyof Sandboxes>;
  const { tickets, connections } = await loadTables(recording, {
    databaseUrl,
    providers,
    shift,
    times,
  });
  return `A year of history: ${connections} connected accounts with ${tickets} tickets`;
}

async function seedDatabase({ hostup, upsun }: Sandboxes): Promise<string> {
  const { seed } = await import("../../prisma/seed");
  const said: string[] = [];
  await seed({
    ...(hostup ? { hostup: { url: hostup.url } } : {}),
    ...(upsun ? { upsun: { url: upsun.url } } : {}),
    say: (line) => said.push(line),
  });
  return said.join("; ");
}
