import path from "node:path";

import { NextRequest } from "next/server";
import { beforeEach, describe, expect, it, vi } from "vitest";

import { requireViewer } from "@/lib/auth/viewer";
import { clearCookies, setRequestHeaders, useSession } from "@/tests/helpers/auth/request-mock";
import { useTestDatabase } from "@/tests/helpers/database";
import { makeViewers } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

vi.mock("next/headers", () => import("@/tests/helpers/auth/request-mock"));
vi.mock("next/server", async (original) => ({
  ...(await original<typeof import("next/server")>()),
  after: () => undefined,
  connection: () => Promise.resolve(),
}));

useTestDatabase();
beforeEach(clearCookies);

const PORTAL = "http://127.0.0.1:9";
const PAGES = ["/tickets", "/tickets?turn=yours&q=a%26b", "/staff/tickets/01H?revisions="];

async function through(page: string): Promise<Response> {
  const { default: middleware } = (await import(path.resolve("middleware.ts"))) as {
    default: (request: NextRequest, event: object) => Promise<Response>;
  };
  return middleware(new NextRequest(`${PORTAL}${page}`), {});
}

/** Returns the address that a page redirects its visitor to. */
async function sentTo(): Promise<string | undefined> {
  const digest: unknown = await requireViewer().then(
    () => undefined,
    (error: { digest?: unknown }) => error.digest,
  );
  return typeof digest === "string" ? digest.split(";")[2] : undefined;
}

const nextOf = (address: string | null | undefined) => {
  const { pathname, searchParams } = new URL(address ?? "", PORTAL);
  return { pathname, next: searchParams.get("next") };
};

describe("whoever opens a page without a session", () => {
  it.each(PAGES)("is sent from %s to sign in, and comes back there", async (page) => {
    const answer = await through(page);
    expect(answer.status).toBe(307);
    expect(nextOf(answer.headers.get("location"))).toEqual({ pathname: "/login", next: page });
  });

  it("comes from the first page with no address to remember", async () => {
    const answer = await through("/");
    expect(nextOf(answer.headers.get("location"))).toEqual({ pathname: "/login", next: null });
  });
});

describe("a visitor who opens a link from an email", () => {
  const page = `/invite/${"kX3v_9aZ-".repeat(5).slice(0, 43)}`;

  it("gets the email's language there and on the pages that follow", async () => {
    const answer = await through(`${page}?lang=sv`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("set-cookie")).toMatch(/^mail-language=sv; Path=\/; .*HttpOnly/);
    expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
  });

  it.each([page, `${page}?lang=de`, "/login?lang=sv"])("gets no language from %s", async (other) =>
    expect((await through(other)).headers.get("set-cookie")).toBeNull(),
  );
});

describe("whoever has a session that ended, or lacks the second factor", () => {
  it.each(PAGES)(
    "is sent from %s to the step that is missing, and comes back there",
    async (page) => {
      const { member } = await makeViewers();
      setRequestHeaders({ "x-path": page });
      await useSession(member.session.id);
      expect(await sentTo()).toBeUndefined();
      await sql("UPDATE session SET second_factor_at = NULL");
      await sql(
        "INSERT INTO authenticator (user_id, sealed_secret, confirmed_at) VALUES ($1, '-', now())",
        [member.userId],
      );
      expect(nextOf(await sentTo())).toEqual({ pathname: "/login/verify", next: page });
      await sql("UPDATE session SET revoked_at = now()");
      expect(nextOf(await sentTo())).toEqual({ pathname: "/login", next: page });
    },
  );
});
