import { spawn } from "node:child_process";

import { describe, expect, it } from "vitest";

import { verifyPassword } from "@/lib/auth/password";
import { prisma } from "@/lib/db/prisma";
import { createUser, userInput } from "@/scripts/lib/create-user";
import { useTestDatabase } from "@/tests/helpers/database";

const database = useTestDatabase();

const add = (given: object) => createUser(userInput.parse({ name: "Jane", ...given }));
const person = (email: string) =>
  prisma().user.findUniqueOrThrow({ where: { email }, include: { memberships: true } });

interface Run {
  code: number | null;
  out: string;
}

/** The command as it is typed, with nothing set but what is given. */
function run(args: string[], given: Record<string, string>): Promise<Run> {
  return new Promise((resolve) => {
    const command = ["--import", "tsx", "scripts/create-user.ts", ...args];
    const env = { PATH: process.env.PATH, NODE_ENV: "production", ...given } as const;
    const child = spawn(process.execPath, command, { env });
    let out = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (part: string) => (out += part));
    }
    child.once("exit", (code) => resolve({ code, out }));
  });
}

describe("npm run create-user", () => {
  it("tells how it is used, also after a slip", async () => {
    const help = { out: expect.stringContaining("--organization") };
    expect(await run(["--help"], {})).toMatchObject({ code: 0, ...help });
    const slip = await run(["--emial", "x"], {});
    expect(slip).toMatchObject({ code: 1, ...help });
    expect(slip.out).not.toContain("    at ");
  });

  it("needs the database and nothing else", async () => {
    const args = ["--email", "a@example.com", "--name", "Anna"];
    expect((await run(args, {})).out).toMatch(/ start\. DATABASE_URL is required[^_]*$/);
    const { code, out } = await run(args, { DATABASE_URL: database.url });
    const password = /password (\S+)/.exec(out)?.[1] ?? "";
    expect(code).toBe(0);
    expect(await verifyPassword((await person("a@example.com")).passwordHash, password)).toBe(true);
  });

  it("keeps a role and a place that it was not asked to change", async () => {
    await add({ email: "b@example.com", role: "admin", organization: "Northwind", manager: true });
    await add({ email: "b@example.com", organization: "Northwind" });
    const kept = await person("b@example.com");
    const memberships = [{ role: "manager" }];
    expect(kept).toMatchObject({ role: "admin", sessionVersion: 2, memberships });
    await add({ email: "b@example.com", role: "customer" });
    expect(await person("b@example.com")).toMatchObject({ role: "customer" });
  });

  it("takes an organization by its id, and guesses among none of one name", async () => {
    const make = () => prisma().organization.create({ data: { name: "Twin" } });
    const twins = [await make(), await make()].map(({ id }) => id);
    await expect(add({ email: "c@example.com", organization: "Twin" })).rejects.toThrow(twins[1]);
    expect(await prisma().user.findUnique({ where: { email: "c@example.com" } })).toBeNull();
    await add({ email: "c@example.com", organization: twins[1] });
    const [place] = (await person("c@example.com")).memberships;
    expect(place).toMatchObject({ organizationId: twins[1], role: "member" });
    const unknown = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
    await expect(add({ email: "c@example.com", organization: unknown })).rejects.toThrow(unknown);
  });
});
