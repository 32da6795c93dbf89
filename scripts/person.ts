import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { z } from "zod";
import { hashPassword } from "../lib/auth/password";
import { db } from "../lib/db/client";
import { pool } from "../lib/db/pool";
import { Problem, runScript } from "./lib/problem";

const USAGE = 'Usage: npm run person -- --email jane@example.com --name "Jane Example" [--role customer|staff|admin] [--organization "Northwind Trading" [--manager]]';

const input = z.object({
  email: z.string().trim().toLowerCase().pipe(z.email("--email must be an e-mail address.")),
  name: z.string({ error: "--name is missing." }).trim().min(1, "--name is empty."),
  role: z.enum(["customer", "staff", "admin"], "--role must be customer, staff or admin.").default("customer"),
  organization: z.string().trim().min(1, "--organization is empty.").optional(),
  manager: z.boolean().default(false),
});

/**
 * Adds a person to the database that DATABASE_URL names, and their organization if there is none of that name. Prints a generated
 * password once. Somebody who is there already gets a new password, which ends all of their sessions.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { email: { type: "string" }, name: { type: "string" }, role: { type: "string" }, organization: { type: "string" }, manager: { type: "boolean" } } });
  const parsed = input.safeParse(values);
  if (!parsed.success) throw new Problem(`${parsed.error.issues[0]?.message ?? "Something is missing."}\n${USAGE}`);
  const person = parsed.data;
  const password = randomBytes(12).toString("base64url");
  const passwordHash = await hashPassword(password);
  const user = await db().user.upsert({
    where: { email: person.email },
    create: { email: person.email, name: person.name, role: person.role, passwordHash },
    update: { name: person.name, role: person.role, passwordHash, sessionVersion: { increment: 1 } },
  });
  if (person.organization) {
    const name = person.organization;
    const organization = (await db().organization.findFirst({ where: { name } })) ?? (await db().organization.create({ data: { name } }));
    const key = { userId: user.id, organizationId: organization.id };
    const role = person.manager ? "manager" : "member";
    await db().membership.upsert({ where: { userId_organizationId: key }, create: { ...key, role }, update: { role } });
  }
  process.stdout.write(`${person.email} can sign in with the password ${password}\n`);
  await db().$disconnect();
  await pool().end();
}

runScript(main);
