import type { Sandboxes } from "./sandboxes";

/** Imports the seed late, because its modules read the environment once. */
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
