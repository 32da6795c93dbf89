import { randomBytes } from "node:crypto";

import { z } from "zod";

import { markVerified, removeOtherWaysIn } from "../../lib/accounts/address/prove-address";
import { endOpenLinks } from "../../lib/accounts/open-links";
import { hashPassword } from "../../lib/auth/password";
import { db } from "../../lib/db/kysely";
import { prisma } from "../../lib/db/prisma";
import { emailAddress } from "../../lib/forms/email-address";
import { CliError } from "./cli-error";

const ROLES = ["customer", "staff", "admin"] as const;

export const userInput = z.object({
  email: z.string("--email is missing.").transform((text, context) => {
    const { data } = emailAddress.safeParse(text);
    if (data === undefined) context.addIssue("--email must be an email address.");
    return data ?? z.NEVER;
  }),
  name: z.string({ error: "--name is missing." }).trim().min(1, "--name is empty."),
  role: z.enum(ROLES, "--role must be customer, staff or admin.").optional(),
  organization: z.string().trim().min(1, "--organization is empty.").optional(),
  manager: z.boolean().default(false),
  reader: z.boolean().default(false),
});

export type UserInput = z.output<typeof userInput>;

async function organizationId(text: string): Promise<string> {
  const found = await prisma().organization.findMany({
    where: { OR: [{ id: text }, { name: text }] },
  });
  const [first, ...others] = found;
  if (!first && /^[0-9A-HJKMNP-TV-Z]{26}$/.test(text)) {
    throw new CliError(`There is no organization with the id ${text}.`);
  }
  if (!first) return (await prisma().organization.create({ data: { name: text } })).id;
  if (others.length === 0) return first.id;
  const ids = found.map(({ id }) => id).join(", ");
  throw new CliError(
    `${found.length} organizations are called "${text}". Give the id of one: ${ids}.`,
  );
}

/** Adds a user, or sets a new password, which ends the user's sessions and open links. Returns the password. */
export async function createUser(person: UserInput): Promise<string> {
  const organization = person.organization && (await organizationId(person.organization));
  const password = randomBytes(12).toString("base64url");
  const passwordHash = await hashPassword(password);
  const { email, name, role } = person;
  const user = await prisma().user.upsert({
    where: { email },
    create: { email, name, role: role ?? "customer", passwordHash },
    update: { name, passwordHash, sessionVersion: { increment: 1 }, ...(role ? { role } : {}) },
  });
  await endOpenLinks(db(), user.id);
  // The operator vouches for the address; a stranger may have set the account up before.
  if (await markVerified(db(), user.id)) await removeOtherWaysIn(db(), user.id);
  if (organization) {
    const key = { userId: user.id, organizationId: organization };
    const given = person.manager ? "manager" : person.reader ? "reader" : undefined;
    await prisma().membership.upsert({
      where: { userId_organizationId: key },
      create: { ...key, role: given ?? "member" },
      update: { role: given },
    });
  }
  return password;
}
