import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";

import getPort from "get-port";
import pMap from "p-map";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";

import { overBudget, weighPages } from "@/bench/page-weight";
import { ensureBuild } from "@/scripts/lib/ensure-build";
import { type PortalServer, startPortalServer } from "@/scripts/lib/portal-server";
import { ROOT } from "@/scripts/lib/root";
import { TEST_SECRETS } from "@/scripts/lib/test-secrets";
import { assertNothingLeaked, knownSecrets, secretsIn } from "@/tests/helpers/browser/leaks";
import { startPortal, type TestPortal } from "@/tests/helpers/browser/portal";

import { type Access, inOrderOfRights, matches, type Side } from "./access";
import {
  actionOutcome,
  ask as askPortal,
  formOutcome,
  type HttpAnswer,
  pageOutcome,
  type Question,
  routeOutcome,
} from "./ask";
import { copyWithoutMiddleware } from "./bare-portal";
import { type BuildEntries, buildEntries } from "./build-entries";
import {
  IDENTITIES,
  type Identity,
  makePeople,
  makeTargets,
  type People,
  type Targets,
} from "./people";
import { seeAs, seenDifferences, tableDigests } from "./seeing";
import { VARIANTS } from "./variants";
import { ACTIONS } from "./verdicts-actions";
import { PAGES } from "./verdicts-pages";
import { ROUTES } from "./verdicts-routes";

const SIDES: readonly Side[] = ["own", "foreign"];
/** `npm run test:security` also asks for foreign ids without the middleware. */
const IS_WHOLE = process.env.MATRIX === "whole";

let portal: TestPortal;
let bare: PortalServer;
let folder: string;
let people: People;
let targets: Record<Side, Targets>;
let entries: BuildEntries;

beforeAll(async () => {
  process.env.TEST_DATABASE_SERVER = inject("databaseServer");
  await ensureBuild();
  entries = await buildEntries();
  portal = await startPortal("people");
  Object.assign(process.env, {
    DATABASE_URL: portal.databaseUrl,
    HOSTUP_API_URL: portal.hostup.apiUrl,
    ...TEST_SECRETS,
  });
  const own = await makeTargets("Own", "northwind");
  const foreign = await makeTargets("Foreign", "contoso");
  targets = { own, foreign };
  people = await makePeople(own.organization, foreign.organization);
  folder = await mkdtemp(path.join(os.tmpdir(), "ticketbridge-bare-"));
  await copyWithoutMiddleware(folder);
  const port = await getPort({ host: "127.0.0.1" });
  const { PATH, SECOND_FACTOR, DATABASE_URL, HOSTUP_API_URL } = process.env;
  bare = await startPortalServer({
    root: folder,
    port,
    host: "127.0.0.1",
    log: path.join(folder, "portal.log"),
    env: {
      PATH,
      ...TEST_SECRETS,
      SECOND_FACTOR,
      DATABASE_URL,
      HOSTUP_API_URL,
      NEXTAUTH_URL: `http://127.0.0.1:${port}`,
      TZ: "UTC",
      NODE_ENV: "production",
    },
  });
});

afterAll(async () => {
  await bare?.stop();
  await portal?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

const leaks = new Set<string>();

/** Remembers secrets in any answer. */
async function ask(...given: Parameters<typeof askPortal>): Promise<HttpAnswer> {
  const answer = await askPortal(...given);
  const [, , { method, path: asked }] = given;
  for (const leak of secretsIn(answer.body, knownSecrets(), `${method} ${asked}`)) leaks.add(leak);
  return answer;
}

interface Case {
  name: string;
  access: Access;
  question: (target: Targets, identity: Identity) => Question;
  outcomeOf: (answer: HttpAnswer) => string;
  askedBy?: readonly Identity[];
  isOnce?: boolean;
  marker?: (target: Targets) => string;
}

const pageCases = (): Case[] =>
  Object.entries(PAGES).map(([name, { access, path: pathOf, marker }]) => ({
    name,
    access,
    question: (target) => ({ method: "GET", path: pathOf?.(target) ?? name }),
    outcomeOf: pageOutcome,
    marker,
  }));

const routeCases = (): Case[] =>
  Object.entries(ROUTES).map(([name, { access, ask: asked, marker }]) => ({
    name,
    access: asAnswered(access),
    question: (target, identity) => {
      const question = asked(target, people[identity].userId);
      const headers = { "x-viewer": people[identity].userId, ...question.headers };
      return { ...question, headers };
    },
    outcomeOf: routeOutcome,
    marker,
  }));

const actionCases = (): Case[] =>
  entries.actions.flatMap(({ id, name, page }) => {
    const verdict = ACTIONS[name];
    if (!verdict) return [];
    return {
      name,
      access: asAnswered(verdict.access),
      askedBy: verdict.askedBy,
      isOnce: verdict.isOnce,
      question: (target, identity) => {
        const { takes } = verdict;
        const viewer = people[identity].userId || "nobody";
        const before = takes === "input" ? [] : [takes === "form state" ? null : viewer];
        return {
          method: "POST",
          path: page.replace(/\[[^\]]*\]/g, "01ARZ3NDEKTSV4RRFFQ69G5FAV"),
          headers: { "next-action": id, "content-type": "text/plain;charset=UTF-8" },
          body: JSON.stringify([...before, verdict.input(target)]),
          ...(verdict.isForm ? formBody(verdict.input(target), id) : {}),
        };
      },
      outcomeOf: verdict.isForm ? formOutcome : actionOutcome,
    } satisfies Case;
  });

/** As React sends an action's form. */
function formBody(fields: unknown, actionId: string): Partial<Question> {
  const boundary = "matrix-form";
  const part = (name: string, value: string) =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const entries = Object.entries((fields ?? {}) as Record<string, string>);
  const parts = entries.map(([name, value]) => part(`1_${name}`, value));
  return {
    headers: {
      "next-action": actionId,
      "content-type": `multipart/form-data; boundary=${boundary}`,
    },
    body: `${parts.join("")}${part("0", '["$K1"]')}--${boundary}--\r\n`,
  };
}

/** Only pages lead to the second factor. */
function asAnswered(access: Access): Access {
  return (identity, side) => {
    const outcome = access(identity, side);
    return outcome === "verify" ? "sign_in" : outcome;
  };
}

/** Returns what differs from the verdicts: empty, or one line for each. */
async function differences(
  address: string,
  cases: readonly Case[],
  sides: readonly Side[] = SIDES,
): Promise<string[]> {
  const found: string[] = [];
  await pMap(
    cases,
    async ({ name, access, question, outcomeOf, marker, askedBy, isOnce }) => {
      for (const side of sides) {
        const target = targets[side];
        for (const identity of inOrderOfRights(access, side)) {
          if (askedBy && !askedBy.includes(identity)) continue;
          const expected = access(identity, side);
          // The portal with the middleware was asked before.
          if (isOnce && expected === "open" && address !== portal.url) break;
          const place = `${name} of ${side} ids for ${identity}`;
          const answer = await ask(address, people[identity], question(target, identity));
          let outcome: string;
          try {
            outcome = outcomeOf(answer);
          } catch (error) {
            outcome = String(error);
          }
          if (!matches(outcome, expected)) found.push(`${place}: ${outcome}, not ${expected}`);
          const isShown = marker !== undefined && answer.body.includes(marker(target));
          if (isOnce && expected === "open") break;
          if (marker && isShown !== (expected === "open"))
            found.push(`${place}: ${isShown ? "shows" : "does not show"} ${marker(target)}`);
        }
      }
    },
    { concurrency: 4 },
  );
  return found;
}

describe("every entry of the build has a verdict", () => {
  it("pages", () => expect(Object.keys(PAGES).sort()).toEqual(entries.pages));
  it("routes", () =>
    expect([...new Set(Object.keys(ROUTES).map((one) => one.split(" ")[1]))].sort()).toEqual(
      entries.routes,
    ));
  it("actions", () =>
    expect(Object.keys(ACTIONS).sort()).toEqual(entries.actions.map(({ name }) => name).sort()));
});

describe("every verdict holds", () => {
  it("for pages", async () => expect(await differences(portal.url, pageCases())).toEqual([]));
  it("for routes", async () => expect(await differences(portal.url, routeCases())).toEqual([]));
  it("for actions", async () => expect(await differences(portal.url, actionCases())).toEqual([]));
  it("without the middleware", async () =>
    expect(
      await differences(
        bare.url,
        [...pageCases(), ...routeCases(), ...actionCases()],
        IS_WHOLE ? SIDES : ["own"],
      ),
    ).toEqual([]));
});

it("only one of the two portals has the middleware", async () => {
  const login: Question = { method: "GET", path: "/login" };
  expect((await ask(portal.url, people.anonymous, login)).policy).toContain("nonce-");
  expect((await ask(bare.url, people.anonymous, login)).policy).toBe("");
});

/** Returns the other requests that reveal a page to an identity that must not see it. */
async function shownPages(
  address: string,
  change: (question: Question) => Question,
): Promise<string[]> {
  const found: string[] = [];
  const guarded = pageCases().filter(({ marker }) => marker !== undefined);
  await pMap(
    guarded.flatMap((one) => IDENTITIES.map((identity) => ({ ...one, identity }))),
    async ({ name, access, question, marker, identity }) => {
      if (access(identity, "own") === "open") return;
      const asked = change(question(targets.own, identity));
      const { status, body } = await ask(address, people[identity], asked);
      if (status >= 500) found.push(`${name} for ${identity}: ${status}`);
      if (body.includes(marker?.(targets.own) ?? "")) found.push(`${name} is shown to ${identity}`);
    },
    { concurrency: 4 },
  );
  return found;
}

describe.each(Object.entries(VARIANTS))("asked by %s", (_name, change) => {
  it("no page shows more", async () => expect(await shownPages(portal.url, change)).toEqual([]));
  it("nor without the middleware", async () =>
    expect(await shownPages(bare.url, change)).toEqual([]));
});

it("the markers are on the pages for whoever may see them", async () => {
  const missing: string[] = [];
  for (const { name, access, question, marker } of pageCases()) {
    if (!marker || access("manager", "own") !== "open") continue;
    const answer = await ask(portal.url, people.manager, question(targets.own, "manager"));
    if (!answer.body.includes(marker(targets.own))) missing.push(name);
  }
  expect(missing).toEqual([]);
});

it("staff who see as a customer read as they do, and change nothing", async () => {
  const { staff, member } = people;
  const seen = await seeAs(staff.userId, targets.own.organization, member.userId);
  const before = await tableDigests();
  const cases = { pages: pageCases(), routes: routeCases(), actions: actionCases() };
  const answerOf = ({ question }: Pick<Case, "question">) =>
    ask(portal.url, seen, question(targets.own, "member"));
  expect(await seenDifferences(cases, answerOf)).toEqual([]);
  await setTimeout(1_000);
  expect(await tableDigests()).toEqual(before);
});

it("no page has more scripts than its budget", async () => {
  const pages = {
    list: `${portal.url}/tickets`,
    ticket: `${portal.url}/tickets/${targets.own.ticket}`,
    form: `${portal.url}/tickets/new`,
  };
  expect(overBudget(await weighPages(pages, people.manager.cookie ?? ""))).toEqual([]);
});

it("no secret appears in these answers, the database, a log or a script for the browser", async () => {
  expect([...leaks]).toEqual([]);
  await assertNothingLeaked(portal);
  const scripts = path.join(ROOT, ".next/static");
  const files = await readdir(scripts, { recursive: true });
  const read = files.filter((file) => file.endsWith(".js"));
  expect(read.length).toBeGreaterThan(10);
  for (const file of [
    ...read.map((one) => path.join(scripts, one)),
    path.join(folder, "portal.log"),
  ])
    expect(secretsIn(await readFile(file, "utf8"), knownSecrets(), file)).toEqual([]);
});
