import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { AppError } from "@/lib/errors";
import type { Json } from "@/lib/providers/contract";
import { storableJsonText } from "@/lib/text/storable";

import { printTable } from "../../../bench/figures";
import { startHostupSandbox, startUpsunSandbox } from "../../../sandbox/start";
import { hostupClient } from "./hostup-client";
import { HOSTUP_PATH, type HostupAbout, hostupAbout, hostupOperations } from "./hostup-operations";
import { sessionRows } from "./mutated-sessions";
import { type MutatedAnswer, mutatedAnswers } from "./mutations";
import { eachOperation, exchangesAt } from "./operations";
import { recording } from "./recording";
import { upsunClient, upsunCommentsClient } from "./upsun-client";
import {
  type CommentsAbout,
  commentsAbout,
  upsunCommentOperations,
} from "./upsun-comment-operations";
import { type UpsunAbout, upsunAbout, upsunOperations } from "./upsun-operations";
import { HOSTUP_AT, sessionThrough, UPSUN_AT, wrongServer } from "./wrong-server";

/** Wrong answers an operation gets. `npm run test:mutations` gives 10,000. */
const RUNS = Number(process.env.MUTATIONS ?? 150);
const TIMEOUT = 60_000 + RUNS * 30;

const TOKEN = "POST /oauth2/token";
const LISTED = 3;

interface Figures {
  operation: string;
  read: number;
  errors: number;
  crashes: number;
  codes: Map<string, number>;
}

const figures: Figures[] = [];
const sound = new Map<string, { status: number; text: string }>();
let hostup: HostupAbout;
let upsun: UpsunAbout;
let comments: CommentsAbout;

const isFile = (endpoint: string) => endpoint.includes("attachments/{id}");

/** Shortens lists, so that mutations reach every field. */
function short(value: Json): Json {
  if (Array.isArray(value)) return value.slice(0, LISTED);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      ["data", "tickets", "items", "comments"].includes(key) && Array.isArray(inner)
        ? inner.slice(0, LISTED)
        : inner,
    ]),
  );
}

beforeAll(async () => {
  const keep = (endpoint: string, exchange: { status: number; answer: string } | undefined) => {
    if (!exchange || exchange.status >= 300) return;
    const text = isFile(endpoint)
      ? exchange.answer
      : JSON.stringify(short(JSON.parse(exchange.answer) as Json));
    sound.set(endpoint, { status: exchange.status, text });
  };
  const [atHostup, atUpsun] = await Promise.all([
    startHostupSandbox({ seed: "demo" }),
    startUpsunSandbox({ seed: "demo" }),
  ]);
  try {
    hostup = await hostupAbout(atHostup, hostupClient(atHostup));
    upsun = upsunAbout(atUpsun);
    for (const row of eachOperation(hostupOperations)) {
      const { through, exchanges } = recording();
      await row.run(hostupClient(atHostup, through), hostup);
      keep(row.endpoint, exchangesAt(row.endpoint, exchanges, HOSTUP_PATH).at(-1));
    }
    for (const row of eachOperation(upsunOperations)) {
      const { through, exchanges } = recording();
      await row.run(upsunClient(atUpsun, through), upsun);
      keep(row.endpoint, exchangesAt(row.endpoint, exchanges).at(-1));
      keep(TOKEN, exchangesAt(TOKEN, exchanges)[0]);
    }
    comments = await commentsAbout(atUpsun, upsunCommentsClient(atUpsun));
    for (const row of upsunCommentOperations) {
      const { through, exchanges } = recording();
      await row.run(upsunCommentsClient(atUpsun, through), comments);
      keep(row.endpoint, exchangesAt(row.endpoint, exchanges).at(-1));
    }
  } finally {
    await Promise.all([atHostup.stop(), atUpsun.stop()]);
  }
});

afterAll(() => {
  if (!process.env.MUTATIONS) return;
  const codes = (row: Figures) =>
    [...row.codes].map(([code, count]) => `${code.replace("provider_", "")} ${count}`).join(", ");
  printTable(
    ["operation", "answers", "read", "typed errors", "crashes"],
    figures.map((row) => [
      row.operation,
      String(row.read + row.errors + row.crashes),
      String(row.read),
      String(row.errors),
      String(row.crashes),
    ]),
  );
  printTable(
    ["operation", "codes"],
    figures.map((row) => [row.operation, codes(row)]),
  );
});

const CONTROL = /[\p{Cc}\p{Cs}]/u;

/** An error that can be stored, shown, and told apart by its code. */
function checkError(
  error: unknown,
  answer: MutatedAnswer,
  changes: boolean,
): asserts error is AppError {
  if (!(error instanceof AppError)) throw error;
  if (!error.code.startsWith("provider_"))
    throw new Error(`${error.code} is no code of a provider.`);
  if (answer.harmless)
    throw new Error(`It was harmless, and ended as ${error.code}: ${error.message}`);
  if (answer.status < 400)
    expect(error.code).toBe(changes ? "provider_unknown_outcome" : "provider_unreadable");
  const texts = [
    error.message,
    error.requestId ?? "",
    error.providerCode ?? "",
    ...Object.entries(error.fieldErrors ?? {}).flatMap(([field, words]) => [
      field,
      typeof words === "string" ? words : JSON.stringify(words),
    ]),
  ];
  if (texts.some((text) => CONTROL.test(text)))
    throw new Error(`${JSON.stringify(texts)} cannot be stored.`);
  if (
    error.message.length > 600 ||
    (error.requestId?.length ?? 0) > 200 ||
    (error.providerCode?.length ?? 0) > 100
  )
    throw new Error("The error is too long.");
  if (error.retryAt && Number.isNaN(error.retryAt.getTime()))
    throw new Error("The time to come back is none.");
}

async function tolerates(
  operation: string,
  endpoint: string,
  changes: boolean,
  run: (answer: MutatedAnswer) => Promise<unknown>,
  rightPlace = true,
): Promise<void> {
  const right = sound.get(endpoint);
  if (!right) throw new Error(`${endpoint} was not recorded.`);
  const example = isFile(endpoint) ? right.text : (JSON.parse(right.text) as Json);
  const figure: Figures = { operation, read: 0, errors: 0, crashes: 0, codes: new Map() };
  figures.push(figure);
  await fc.assert(
    fc.asyncProperty(mutatedAnswers(example, right.status), async (answer) => {
      try {
        await run(answer);
        figure.read += 1;
      } catch (error) {
        figure.crashes += error instanceof AppError ? 0 : 1;
        // A value that is valid in its own field is invalid in others.
        checkError(error, rightPlace ? answer : { ...answer, harmless: false }, changes);
        figure.errors += 1;
        figure.codes.set(error.code, (figure.codes.get(error.code) ?? 0) + 1);
      }
    }),
    { numRuns: RUNS },
  );
  // Most of what is odd is no reason to lose anything, and what is a refusal is never taken for an answer.
  if (rightPlace) expect(figure.read).toBeGreaterThan(RUNS / 20);
}

function parsed(text: string): Json {
  try {
    return JSON.parse(storableJsonText(text.replace(/^\ufeff/, ""))) as Json;
  } catch {
    return null;
  }
}

describe("HostUp's client ends every wrong answer as a tolerant value or a typed error", () => {
  it.each(
    eachOperation(hostupOperations)
      .filter(({ operation }) => operation !== "try writing")
      .map((row) => [row.operation, row] as const),
  )(
    "%s",
    (operation, row) =>
      tolerates(`HostUp: ${operation}`, row.endpoint, row.endpoint.startsWith("POST"), (answer) =>
        row.run(hostupClient(HOSTUP_AT, wrongServer(answer, [row.endpoint], sound)), hostup),
      ),
    TIMEOUT,
  );

  it(
    "try writing",
    () =>
      tolerates("HostUp: try writing", "POST /support/tickets", false, (answer) =>
        hostupClient(HOSTUP_AT, wrongServer(answer, [], sound)).probeWriting(),
      ),
    TIMEOUT,
  );
});

describe("Upsun's client ends every wrong answer as a tolerant value or a typed error", () => {
  it.each(eachOperation(upsunOperations).map((row) => [row.operation, row] as const))(
    "%s",
    (operation, row) =>
      tolerates(`Upsun: ${operation}`, row.endpoint, !row.endpoint.startsWith("GET"), (answer) =>
        row.run(upsunClient(UPSUN_AT, wrongServer(answer, [row.endpoint], sound)), upsun),
      ),
    TIMEOUT,
  );

  it.each(upsunCommentOperations.map((row) => [row.operation, row] as const))(
    "%s",
    (operation, row) =>
      tolerates(`Upsun: ${operation}`, row.endpoint, !row.endpoint.startsWith("GET"), (answer) =>
        row.run(
          upsunCommentsClient(UPSUN_AT, wrongServer(answer, [row.endpoint], sound)),
          comments,
        ),
      ),
    TIMEOUT,
  );

  it(
    "token exchange",
    () =>
      tolerates("Upsun: token exchange", TOKEN, false, (answer) =>
        upsunClient(UPSUN_AT, wrongServer(answer, [TOKEN], sound)).me(),
      ),
    TIMEOUT,
  );
});

describe("sessions keep what was sent, and nothing but typed errors leaves them", () => {
  it.each(sessionRows.map((row) => [`${row.provider}: ${row.title}`, row] as const))(
    "%s",
    (title, { provider, example, changes, wrongAt, run }) =>
      tolerates(
        title,
        example,
        changes ?? false,
        (answer) =>
          run(sessionThrough(provider, wrongServer(answer, wrongAt, sound)), () =>
            parsed(answer.text),
          ),
        wrongAt.length > 0,
      ),
    TIMEOUT,
  );
});
