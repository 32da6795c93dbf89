import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { markForeign } from "@/lib/i18n/foreign-words";
import type { Result } from "@/lib/result";
import { useTestDatabase } from "@/tests/helpers/database";
import { currentViewer, makeOrganization, makeViewer } from "@/tests/helpers/people";

const session = vi.hoisted(() => ({
  userId: null as string | null,
  headers: {} as HeadersInit,
  setCookie: vi.fn(),
  deleteCookie: vi.fn(),
}));
vi.mock("@/lib/auth/viewer", () => ({
  getViewer: async () => (session.userId ? currentViewer(session.userId) : null),
  getSession: async () => {
    const viewer = session.userId ? await currentViewer(session.userId) : null;
    return viewer && { viewer, missing: null };
  },
}));
vi.mock("next/headers", () => ({
  headers: async () => new Headers(session.headers),
  cookies: async () => ({
    get: () => undefined,
    set: session.setCookie,
    delete: session.deleteCookie,
  }),
}));

vi.mock("next/cache", async (original) => ({
  ...(await original<object>()),
  refresh: () => undefined,
}));

useTestDatabase();

type Action = (pageViewerId: unknown, input: unknown) => Promise<Result<unknown>>;

const ROOT = path.resolve(import.meta.dirname, "../..");
const PORTAL = "http://127.0.0.1:9";
const OWN = { host: "127.0.0.1:9", origin: PORTAL, "x-forwarded-proto": "http" };
let jane: Viewer;
let sam: Viewer;
let actions: Array<[name: string, action: Action]>;
let visitorActions: Array<[name: string, action: Action]>;

beforeAll(async () => {
  const organizationId = await makeOrganization();
  jane = await makeViewer({ organizationId });
  sam = await makeViewer({ organizationId });
  const all = await allActions();
  const isVisitors = ([name]: [string, Action]) => name.startsWith("(auth)/");
  actions = all.filter((one) => !isVisitors(one));
  visitorActions = all.filter(isVisitors);
});

beforeEach(() => {
  session.setCookie.mockClear();
  session.deleteCookie.mockClear();
  session.userId = jane.userId;
  session.headers = OWN;
});

/** Forms that only lead to a page. */
const PAGE_FORMS = ["chooseLanguageAction", "signOutAction"] as const;
const pageForms = new Map<string, unknown>();
const pageForm = (name: (typeof PAGE_FORMS)[number]) =>
  pageForms.get(name) as (form: FormData) => Promise<void>;

/** Every other server action of the portal, found by its directive. */
async function allActions(): Promise<Array<[string, Action]>> {
  const found: Array<[string, Action]> = [];
  for (const file of readdirSync(path.join(ROOT, "app"), { recursive: true, encoding: "utf8" })) {
    if (!/\.tsx?$/.test(file)) continue;
    const source = readFileSync(path.join(ROOT, "app", file), "utf8");
    if (!/^\s*["']use server["']/m.test(source)) continue;
    const exported = (await import(path.join(ROOT, "app", file))) as Record<string, Action>;
    for (const [name, action] of Object.entries(exported))
      if ((PAGE_FORMS as readonly string[]).includes(name)) pageForms.set(name, action);
      else found.push([`${file} ${name}`, action]);
  }
  return found;
}

const codes = async (pageViewerId: unknown, input: unknown = { nonsense: true }, of = actions) => {
  const outcomes: Record<string, string> = {};
  for (const [name, action] of of) {
    const result = await action(pageViewerId, input);
    outcomes[name] = result.ok ? "ok" : result.code;
  }
  return outcomes;
};
const each = (code: string, of = actions) => Object.fromEntries(of.map(([name]) => [name, code]));

const FOREIGN: Array<[string, Record<string, string>]> = [
  ["another site", { ...OWN, "sec-fetch-site": "cross-site" }],
  ["a neighbour on the same domain", { ...OWN, "sec-fetch-site": "same-site" }],
  ["another site that hides its origin", { host: "127.0.0.1:9", "sec-fetch-site": "cross-site" }],
  ["a request without origin", { host: "127.0.0.1:9" }],
  ["the same host under another scheme", { ...OWN, origin: "https://127.0.0.1:9" }],
  ["another port", { ...OWN, origin: "http://127.0.0.1:10" }],
];

describe("every server action", () => {
  it("looks at its input for the person whose page it is", async () => {
    expect(actions.length).toBeGreaterThan(10);
    expect(await codes(jane.userId)).toEqual(each("invalid"));
  });

  it("does nothing from a page that was made for somebody else", async () => {
    expect(await codes(sam.userId)).toEqual(each("other_viewer"));
    for (const [, action] of actions) {
      const result = await action(sam.userId, {});
      const message = `You’re now signed in as ${markForeign(jane.name)}. Nothing was sent or changed.`;
      expect(result).toMatchObject({ ok: false, message });
    }
  });

  it.each([undefined, null, "", { userId: "x" }])(
    "does nothing from a page that does not say for whom it was made: %j",
    async (pageViewerId) => expect(await codes(pageViewerId)).toEqual(each("outdated")),
  );

  it("says that the session has ended, whatever the page says", async () => {
    session.userId = null;
    expect(await codes(jane.userId)).toEqual(each("unauthenticated"));
  });

  it.each(FOREIGN)("does nothing for %s", async (_who, headers) => {
    session.headers = headers;
    expect(await codes(jane.userId)).toEqual(each("forbidden"));
    const form = new FormData();
    expect(await codes(form, form, visitorActions)).toEqual(each("forbidden", visitorActions));
  });
});

it("every action of a visitor refuses input that cannot be; only the second step needs a session", async () => {
  session.userId = null;
  expect(visitorActions.length).toBeGreaterThan(5);
  const isSecondStep = ([name]: [string, Action]) => name.includes("/verify/");
  const withoutSession = visitorActions.filter((one) => !isSecondStep(one));
  const secondStep = visitorActions.filter(isSecondStep);
  for (const input of [new FormData(), null, "nonsense"]) {
    expect(await codes(input, input, withoutSession)).toEqual(each("invalid", withoutSession));
    expect(await codes(input, input, secondStep)).toEqual(each("unauthenticated", secondStep));
  }
});

describe("a form that only opens a page", () => {
  const choose = async (language: string | undefined) => {
    const form = new FormData();
    if (language !== undefined) form.set("language", language);
    await pageForm("chooseLanguageAction")(form);
  };
  const signOut = () => pageForm("signOutAction")(new FormData());

  it.each([
    ["none", undefined],
    ["one that the portal does not speak", "de"],
    ["markup", "<sv>"],
  ])("keeps no language: %s", async (_what, language) => {
    await choose(language);
    expect(session.setCookie).not.toHaveBeenCalled();
  });

  it("keeps a visitor's language, and signs out", async () => {
    await choose("sv");
    expect(session.setCookie).toHaveBeenCalledWith("language", "sv", expect.anything());
    await expect(signOut()).rejects.toThrow("NEXT_REDIRECT");
    expect(session.deleteCookie).toHaveBeenCalled();
  });

  it.each(FOREIGN)("does nothing for %s", async (_who, headers) => {
    session.headers = headers;
    await choose("sv");
    await signOut();
    expect(session.setCookie).not.toHaveBeenCalled();
    expect(session.deleteCookie).not.toHaveBeenCalled();
  });
});
