import { markVerified } from "../lib/accounts/address/prove-address";
import { hashPassword } from "../lib/auth/password";
import { connectAccount } from "../lib/connections/commands";
import { db } from "../lib/db/kysely";
import { prisma } from "../lib/db/prisma";
import { syncConnection } from "../lib/mirror/sync/run-sync";
import { hostupAccounts, upsunAccounts } from "../sandbox/accounts";
import { operatorViewer } from "../scripts/lib/operator-viewer";
import { DEMO_PASSWORD, ORGANIZATIONS, PEOPLE, type SeedPerson } from "./people";

export interface SandboxAddress {
  /** The sandbox's root, where its controls are. */
  url: string;
}

export interface SeedOptions {
  /** Absent: that provider is not a sandbox, and nothing is connected to it. */
  hostup?: SandboxAddress;
  upsun?: SandboxAddress;
  say(line: string): void;
}

/** The demo's connections: made through the product's own command, with keys that only the sandboxes know. */
const CONNECTIONS = [
  {
    provider: "hostup",
    label: "Northwind hosting",
    manager: "customer@example.com",
    credential: hostupAccounts.northwind.key.key,
  },
  {
    provider: "upsun",
    label: "Northwind shop platform",
    manager: "customer@example.com",
    credential: upsunAccounts.northwind.key.key,
  },
  {
    provider: "hostup",
    label: "Contoso hosting",
    manager: "customer@contoso.example",
    credential: hostupAccounts.contoso.key.key,
  },
  {
    provider: "upsun",
    label: "Contoso apps",
    manager: "customer@contoso.example",
    credential: upsunAccounts.contoso.key.key,
  },
] as const;

/**
 * Makes the demo's organizations, people and connections, and reads their tickets twice with some life in between, so that the
 * mirror holds changes and not only states. What is there already stays as it is. The database must be migrated, and the
 * environment must name it and the providers.
 */
export async function seed(options: SeedOptions): Promise<void> {
  await seedPeople();
  options.say(`${PEOPLE.length} people in ${Object.keys(ORGANIZATIONS).length} organizations`);
  const sandboxes: Record<string, SandboxAddress | undefined> = {
    hostup: options.hostup,
    upsun: options.upsun,
  };
  const made: string[] = [];
  for (const connection of CONNECTIONS) {
    if (
      !sandboxes[connection.provider] ||
      (await prisma().connection.count({ where: { label: connection.label } })) > 0
    )
      continue;
    made.push(await connectAs(connection));
  }
  if (made.length === 0) return;
  await readAll(made);
  for (const sandbox of [options.hostup, options.upsun]) {
    if (sandbox) await advance(sandbox);
  }
  const tickets = await readAll(made);
  options.say(`${made.length} connected accounts with ${tickets} tickets`);
}

/** The demo's people and organizations alone. */
export async function seedPeople(): Promise<void> {
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  const organizations = new Map<string, string>();
  for (const [key, name] of Object.entries(ORGANIZATIONS)) {
    const standing = await prisma().organization.findFirst({ where: { name } });
    organizations.set(
      key,
      (standing ?? (await prisma().organization.create({ data: { name } }))).id,
    );
  }
  for (const person of PEOPLE) await seedPerson(person, passwordHash, organizations);
}

async function seedPerson(
  person: SeedPerson,
  passwordHash: string,
  organizations: Map<string, string>,
): Promise<void> {
  const user = await prisma().user.upsert({
    where: { email: person.email },
    create: { email: person.email, name: person.name, role: person.role, passwordHash },
    update: {},
  });
  await markVerified(db(), user.id);
  const organizationId = person.memberOf && organizations.get(person.memberOf.organization);
  if (!person.memberOf || !organizationId) return;
  const key = { userId: user.id, organizationId };
  await prisma().membership.upsert({
    where: { userId_organizationId: key },
    create: { ...key, role: person.memberOf.role },
    update: {},
  });
}

async function connectAs(connection: (typeof CONNECTIONS)[number]): Promise<string> {
  const user = await prisma().user.findUniqueOrThrow({ where: { email: connection.manager } });
  const viewer = await operatorViewer(user.id);
  return (
    await connectAccount(viewer, {
      provider: connection.provider,
      label: connection.label,
      credential: connection.credential,
    })
  ).connectionId;
}

/** Returns how many tickets the accounts hold. */
async function readAll(connectionIds: string[]): Promise<number> {
  let read = 0;
  for (const id of connectionIds) {
    const report = await syncConnection(id, { trigger: "connect" });
    if (report.outcome !== "complete")
      throw new Error(
        `A demo account could not be read: ${report.error?.text.key ?? report.outcome}`,
      );
    read += report.ticketsRead;
  }
  return read;
}

async function advance(sandbox: SandboxAddress): Promise<void> {
  const answer = await fetch(new URL("/__control/advance", sandbox.url), { method: "POST" });
  if (!answer.ok) throw new Error(`The sandbox at ${sandbox.url} did not go on: ${answer.status}`);
}
