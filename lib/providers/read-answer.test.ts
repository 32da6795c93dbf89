import { describe, expect, it } from "vitest";
import { z } from "zod";

import type { Answer } from "@/lib/http/types";

import { hostupRefusals } from "./hostup/refusals";
import { readAnswer } from "./read-answer";
import { textId } from "./schema-helpers";

const NOW = new Date("2026-04-27T12:00:00.000Z");
const schema = z.looseObject({ id: textId });

const answer = (text: string, changes = false): Answer => ({
  method: changes ? "POST" : "GET",
  path: "/things",
  changes,
  status: 200,
  headers: new Headers(),
  text,
  requestId: null,
  sentAt: NOW,
  receivedAt: NOW,
});
const nested = (levels: number) => `{"id":"a","more":${"[".repeat(levels)}${"]".repeat(levels)}}`;

describe("a successful answer", () => {
  it("is kept as it came beside what was parsed", () => {
    const text = '{"id":"a","new":{"__proto__":[1,null]},"x":"\\ud83d\\ude00"}';
    expect(readAnswer(answer(text), schema, hostupRefusals)).toEqual({
      data: JSON.parse(text),
      raw: JSON.parse(text),
      sentAt: NOW,
    });
  });

  it.each([
    ["nothing", "", "empty body"],
    ["a page", "<html>", "not JSON"],
    ["a wrong type", '{"id":{}}', "id"],
    ["no object", "[]", "body"],
    ["an id too long to be one", JSON.stringify({ id: "x".repeat(201) }), "id"],
    ["an id of dots", '{"id":".."}', "id"],
    ["an id with a control character", '{"id":"a\\u0007"}', "id"],
    ["levels without end", nested(50_000), "nested too deeply"],
  ])("that is %s names the place; after a write it is an unknown outcome", (_name, text, place) => {
    expect(() => readAnswer(answer(text), schema, hostupRefusals)).toThrow(
      expect.objectContaining({
        code: "provider_unreadable",
        message: expect.stringContaining(`GET /things: ${place}`),
      }),
    );
    expect(() => readAnswer(answer(text, true), schema, hostupRefusals)).toThrow(
      expect.objectContaining({ code: "provider_unknown_outcome" }),
    );
  });

  it("may be nested as deep as anybody would", () =>
    expect(readAnswer(answer(nested(90)), schema, hostupRefusals).data.id).toBe("a"));

  it("names the request id that it holds", () => {
    expect(() =>
      readAnswer(answer('{"requestId":"req_\\u00077"}'), schema, hostupRefusals),
    ).toThrow(expect.objectContaining({ requestId: "req_ 7" }));
  });
});
