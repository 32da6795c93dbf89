import { parseArgs } from "node:util";

import { pool } from "../lib/db/pool";
import { prisma } from "../lib/db/prisma";
import { CliError, errorMessage, runScript } from "./lib/cli-error";
import { createUser, type UserInput, userInput } from "./lib/create-user";

const HELP = `Adds a person to the database of DATABASE_URL and prints a password for them, once.

  npm run create-user -- --email jane@example.com --name "Jane Example" [options]

  --email         the address to sign in with
  --name          the person's name
  --role          customer, staff or admin; customer for a new person, else unchanged
  --organization  the id or the name of their organization; made if no organization has the name
  --manager       makes them a manager of the organization; a new person is a member without it
  --reader        makes them a reader of it, who sees tickets and changes nothing
  --help          shows this

A person who is there already gets a new password, which ends their sessions.
`;

function given(): UserInput | "help" {
  const text = { type: "string" } as const;
  const flag = { type: "boolean" } as const;
  const options = {
    email: text,
    name: text,
    role: text,
    organization: text,
    manager: flag,
    reader: flag,
  };
  let values: Record<string, string | boolean | undefined>;
  try {
    ({ values } = parseArgs({ options: { ...options, help: { ...flag, short: "h" } } }));
  } catch (error) {
    throw new CliError(`${errorMessage(error)}\n\n${HELP}`);
  }
  if (values.help) return "help";
  const parsed = userInput.safeParse(values);
  if (parsed.success) return parsed.data;
  throw new CliError(`${parsed.error.issues[0]?.message ?? "Something is missing."}\n\n${HELP}`);
}

runScript(async () => {
  const person = given();
  if (person === "help") {
    process.stdout.write(HELP);
    return;
  }
  const password = await createUser(person);
  process.stdout.write(`${person.email} can sign in with the password ${password}\n`);
  await prisma().$disconnect();
  await pool().end();
});
