import type { Sandboxes } from "./sandboxes";

/**
 * Fills the database with people, connections and tickets where they are missing. Loaded late: the modules behind the seed read the
 * environment once, and it must be complete by then. Leaves no connection open.
 */
export async function seedDatabase(
  environment: NodeJS.ProcessEnv,
  { hostup, upsun }: Sandboxes,
): Promise<string> {
  Object.assign(process.env, environment);
  const { seed } = await import("../../prisma/seed");
  const said: string[] = [];
  await seed({
    ...(hostup ? { hostup: { url: hostup.url } } : {}),
    ...(upsun ? { upsun: { url: upsun.url } } : {}),
    say: (line) => said.push(line),
  });
  await globalThis.ticketbridgePrisma?.$disconnect();
  await globalThis.ticketbridgePool?.end();
  return said.join("; ");
}
