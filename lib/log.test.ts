import { DatabaseError } from "pg";
import pino from "pino";
import { describe, expect, it } from "vitest";

import { AppError } from "./errors";
import { logHooks, serializeError } from "./log";

function databaseError(code: string, message: string): DatabaseError {
  const error = new DatabaseError(message, message.length, "error");
  return Object.assign(error, {
    code,
    table: "message",
    column: "body",
    constraint: "message_body_check",
    detail: "Failing row contains (t-1, secret words).",
    where: "JSON data, line 1: secret words",
    hint: "secret words",
    internalQuery: "SELECT 'secret words'",
  });
}

const printed = (error: unknown) => JSON.stringify(serializeError(error));

describe("an error in the log", () => {
  it("names code, table, column and constraint of a database error, and none of the row's values", () => {
    const text = printed(
      databaseError("23514", 'new row violates check constraint "message_body_check"'),
    );
    expect(text).not.toContain("secret");
    for (const fact of ["23514", "message_body_check", '"table":"message"', '"column":"body"'])
      expect(text).toContain(fact);
  });

  it("leaves out the value that the database quotes in its message and stack", () => {
    const text = printed(
      databaseError("22P02", 'invalid input syntax for type integer: "secret words"'),
    );
    expect(text).not.toContain("secret");
    expect(text).toContain("invalid input syntax for type integer");
  });

  it("leaves the values out of causes too", () => {
    const cause = databaseError("22P02", 'invalid input syntax for type integer: "secret words"');
    expect(printed(new AppError("internal", { cause }))).not.toContain("secret");
    expect(printed(new AggregateError([cause], "several"))).not.toContain("secret");
  });

  it("keeps message and stack of any other error", () => {
    const text = printed(new TypeError('cannot read "length"'));
    expect(text).toContain('cannot read \\"length\\"');
    expect(text).toContain("log.test.ts");
  });
});

it("a line of the log has no secret of an address, in whatever field", () => {
  const token = "kX3v_9aZ-".repeat(5).slice(0, 43);
  const lines: string[] = [];
  const write = (line: string) => lines.push(line);
  const log = pino(
    { hooks: logHooks, serializers: { err: (each) => serializeError(each) } },
    { write },
  );
  const path = `/reset/${token}`;
  log.error(
    { err: new Error(`failed at ${path}`), path, deep: [{ url: `https://a.example${path}` }] },
    path,
  );
  expect(lines.join()).not.toContain(token);
  expect(lines.join().match(/\/reset\/\[removed\]/g)?.length).toBeGreaterThan(3);
});
