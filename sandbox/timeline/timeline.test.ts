import { inflateSync } from "node:zlib";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { kvarnvikAccounts } from "../accounts";
import {
  type HostupSandbox,
  startHostupSandbox,
  startUpsunSandbox,
  type UpsunSandbox,
} from "../start";
import { applyAction, newTimelineIds } from "./apply";
import { makeTimeline } from "./make-timeline";
import { timelineCustomers } from "./people";
import { timelineScenarios } from "./scenarios/index";
import type { Timeline } from "./types";
import { swedishTime } from "./working-hours";

const END = Date.UTC(2026, 10, 26, 14, 30);
const DAY = 86_400_000;
const TURNS: Readonly<Record<string, string>> = {
  open: "theirs",
  new: "theirs",
  in_progress: "theirs",
  customer_reply: "theirs",
  answered: "yours",
  pending: "yours",
  on_hold: "paused",
  hold: "paused",
  closed: "done",
  solved: "done",
};

const timeline = makeTimeline(END);
const filed = timeline.flatMap(({ act, ...action }) =>
  act.kind === "filed" ? [{ ...action, act }] : [],
);
const texts = timeline.flatMap(({ act, provider, ticket }) =>
  "text" in act ? [{ text: act.text, provider, ticket }] : [],
);
const files = timeline.flatMap(({ act }) => ("files" in act ? (act.files ?? []) : []));

describe("The timeline", () => {
  it("is the same for the same end", () => {
    expect(makeTimeline(END)).toEqual(timeline);
  });

  it("is sorted, within a year and before its end", () => {
    const times = timeline.map(({ at }) => at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times.at(0)).toBeGreaterThan(-366 * DAY);
    expect(times.at(-1)).toBeLessThan(0);
  });

  it("has about 400 tickets, from minutes to a year old", () => {
    expect(filed.length).toBeGreaterThan(370);
    expect(filed.length).toBeLessThan(430);
    expect(filed.at(-1)?.at).toBeGreaterThan(-2 * 3_600_000);
    expect(filed[0]?.at).toBeLessThan(-340 * DAY);
  });

  it("is filed in office hours but for outages at night", () => {
    const older = filed.filter(({ at }) => at < -2 * DAY);
    const hour = (at: number) => swedishTime(END + at).getUTCHours();
    const weekday = (at: number) => ![0, 6].includes(swedishTime(END + at).getUTCDay());
    const office = older.filter(({ at }) => hour(at) >= 7 && hour(at) < 18 && weekday(at));
    const night = older.filter(({ at }) => hour(at) < 5);
    expect(office.length / older.length).toBeGreaterThan(0.85);
    expect(night.length).toBeGreaterThan(10);
    expect(office.length + night.length).toBeGreaterThan(older.length * 0.96);
  });

  it("is written in Swedish and English about equally", () => {
    const swedish = filed.filter(({ act }) => /\b(och|är|vi har|hej)\b/i.test(act.text));
    expect(swedish.length / filed.length).toBeGreaterThan(0.35);
    expect(swedish.length / filed.length).toBeLessThan(0.65);
  });

  it("lets every one of the customers' people file", () => {
    const people = Object.values(timelineCustomers).flat();
    expect(people).toHaveLength(6);
    for (const { email } of people)
      expect(filed.filter(({ act }) => act.by === email).length).toBeGreaterThan(15);
  });

  it("shows every kind of act", () => {
    const counts = new Map<string, number>();
    for (const { act } of timeline) counts.set(act.kind, (counts.get(act.kind) ?? 0) + 1);
    const kinds = ["filed", "customer", "staff", "automation", "status", "priority", "subject"];
    for (const kind of [...kinds, "assignee", "edited", "removed", "deleted", "service"])
      expect(counts.get(kind) ?? 0, kind).toBeGreaterThan(1);
    expect(timeline.filter(({ act }) => "encrypted" in act).length).toBeGreaterThan(4);
    expect(filed.filter(({ ticket }) => ticket.endsWith("follow-up")).length).toBeGreaterThan(8);
    expect(filed.filter(({ ticket }) => ticket.endsWith("duplicate")).length).toBeGreaterThan(5);
    expect(filed.filter(({ act }) => act.followUpOf !== undefined).length).toBeGreaterThan(1);
  });

  it("has long conversations and short ones", () => {
    const lengths = new Map<string, number>();
    for (const { ticket, act } of timeline)
      if (act.kind === "customer" || act.kind === "staff" || act.kind === "automation")
        lengths.set(ticket, (lengths.get(ticket) ?? 0) + 1);
    const all = [...lengths.values()];
    expect(Math.max(...all)).toBeGreaterThan(20);
    expect(all.filter((length) => length >= 10).length).toBeGreaterThan(20);
    expect(all.filter((length) => length <= 3).length).toBeGreaterThan(60);
  });

  it("tells some 110 different stories", () => {
    const keys = [...timelineScenarios.hostup, ...timelineScenarios.upsun].map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.length).toBeGreaterThan(100);
  });

  it("repeats no sentence in many tickets", () => {
    const seen = new Map<string, Set<string>>();
    for (const { text, ticket } of texts)
      for (const line of new Set(text.split("\n")))
        if (line.length > 45 && !line.includes(" | "))
          seen.set(line, (seen.get(line) ?? new Set()).add(ticket));
    const most = [...seen].sort((a, b) => b[1].size - a[1].size)[0];
    expect(most?.[1].size, most?.[0]).toBeLessThan(filed.length / 15);
  });
});

describe("A text of the timeline", () => {
  it("leaves no place unfilled", () => {
    const left = texts.filter(({ text }) =>
      /\{[a-z]+\d*=|\{(customer|colleague|agent2?|sign|time|clock|vps|ip|ipv6|domain|host|title|project|branch|region|mail|org|earlier|other|[a-z]|(?!id)[a-z]{2})\}|<<[^<>\n]*\|/.test(
        text,
      ),
    );
    expect(left).toEqual([]);
  });

  it("keeps to the limits of its provider", () => {
    for (const { text } of texts) {
      expect(text.trim()).not.toBe("");
      expect(text.length).toBeLessThan(65_535);
    }
    for (const { act } of filed) {
      expect(act.subject.length).toBeLessThanOrEqual(255);
      expect(act.subject.replace(/\{#[\w-]+\}/, "148203")).not.toMatch(/[{}]/);
    }
  });

  it("names only reserved domains and addresses", () => {
    const all = [
      ...texts.map(({ text }) => text),
      ...filed.map(({ act }) => act.subject),
      ...files.filter(({ mimeType }) => !/png|pdf/.test(mimeType)).map(decoded),
    ].join("\n");
    const names =
      all.match(/\b(?:[a-z0-9-]+\.)+(?:com|se|net|org|io|dev|sh|eu|nu|de)(?![\w.-]*\w)/gi) ?? [];
    // The name of a project of the demo.
    const ours = ["Contoso.com"];
    expect(
      names
        .filter((name) => !/(^|\.)example\.(com|net|org)$/.test(name))
        .filter((name) => !ours.includes(name)),
    ).toEqual([]);
    const addresses = all.match(/(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?!\.?\w)/g) ?? [];
    const reserved = /^(192\.0\.2|198\.51\.100|203\.0\.113|127\.0\.0|0\.0\.0|10\.\d+\.\d+)\.\d+$/;
    expect(addresses.filter((address) => !reserved.test(address))).toEqual([]);
  });
});

describe("A file of the timeline", () => {
  it("is what its name and type say", () => {
    const kinds = new Set(files.map(({ mimeType }) => mimeType));
    for (const kind of ["image/png", "application/pdf", "text/csv", "text/plain"])
      expect(kinds).toContain(kind);
    for (const { filename, mimeType, data } of files) {
      const bytes = Buffer.from(data, "base64");
      expect(filename).toMatch(/^[^/\\{}]+\.[a-z]+$/);
      expect(bytes.length).toBeGreaterThan(20);
      expect(bytes.length).toBeLessThan(12_000);
      if (mimeType === "image/png") expectPng(bytes);
      else if (mimeType === "application/pdf") expectPdf(bytes);
      else expect(new TextDecoder("utf-8", { fatal: true }).decode(bytes)).not.toMatch(/\{[a-z]+=/);
    }
  });
});

describe("The timeline at the sandboxes", () => {
  let now = END - 400 * DAY;
  let hostup: HostupSandbox;
  let upsun: UpsunSandbox;
  const ids = newTimelineIds();
  beforeAll(async () => {
    const options = { seed: "timeline" as const, now: () => new Date(now) };
    [hostup, upsun] = await Promise.all([startHostupSandbox(options), startUpsunSandbox(options)]);
    const controls = { hostup: hostup.control, upsun: upsun.control };
    applyAll(timeline, (action) => {
      now = END + action.at;
      applyAction(action, controls, ids);
    });
  });
  afterAll(async () => {
    await Promise.all([hostup.stop(), upsun.stop()]);
  });

  const tickets = () =>
    [...hostup.control.tickets(), ...upsun.control.tickets()].map(({ ticket }) => ticket);

  it("gives every ticket that was not deleted", () => {
    const deleted = timeline.filter(({ act }) => act.kind === "deleted").length;
    expect(tickets()).toHaveLength(filed.length - deleted);
    expect(hostup.control.accounts().map(({ tickets: count }) => count > 0)).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });

  it("ends with tickets of all five turns, open ones mostly recent", () => {
    const turns = tickets().map((ticket) => ({
      turn: TURNS[String(ticket.status)] ?? "unclear",
      opened: Date.parse(String(ticket.createdAt ?? ticket.created)),
    }));
    const of = (turn: string) => turns.filter((one) => one.turn === turn).length;
    expect(of("yours")).toBeGreaterThan(10);
    expect(of("theirs")).toBeGreaterThan(5);
    expect(of("paused")).toBeGreaterThan(4);
    expect(of("unclear")).toBeGreaterThan(0);
    expect(of("done")).toBeGreaterThan(250);
    const open = turns.filter(({ turn }) => turn !== "done");
    const recent = open.filter(({ opened }) => opened > END - 45 * DAY);
    expect(recent.length / open.length).toBeGreaterThan(0.6);
  });

  it("shows what was edited and removed", () => {
    const changes = timeline.flatMap(({ ticket, act }) =>
      act.kind === "edited" || act.kind === "removed" ? [{ ticket, act }] : [],
    );
    expect(changes.length).toBeGreaterThan(10);
    for (const { ticket, act } of changes) {
      const id = ids.tickets.get(ticket) ?? "";
      const shown = JSON.stringify(hostup.control.ticket(id) ?? upsun.control.ticket(id));
      const before = timeline.find(
        (other) =>
          other.ticket === ticket &&
          "message" in other.act &&
          "text" in other.act &&
          other.act.message === act.message,
      );
      expect(before && "text" in before.act).toBe(true);
      if (before && "text" in before.act)
        expect(shown).not.toContain(JSON.stringify(before.act.text));
      if (act.kind === "edited") expect(shown).toContain(JSON.stringify(act.text));
    }
  });

  it("opens the third organization's accounts with their keys", async () => {
    const { key } = kvarnvikAccounts.hostup.key;
    const headers = { authorization: `Bearer ${key}` };
    const answer = await fetch(`${hostup.apiUrl}/support/tickets?limit=100`, { headers });
    const { data } = (await answer.json()) as { data: { id: string }[] };
    expect(data.length).toBeGreaterThan(60);
    const domains = await (await fetch(`${hostup.apiUrl}/domains`, { headers })).text();
    expect(domains).toContain("kvarnvik-rea.example");
    const machines = await (await fetch(`${hostup.apiUrl}/vps`, { headers })).text();
    expect(machines).not.toContain("web-03");
  });

  it("names other tickets by their numbers", () => {
    const written = JSON.stringify([hostup.control.tickets(), upsun.control.tickets()]);
    expect(written).not.toMatch(/\{#/);
    expect(written).toMatch(/#148\d{3}/);
  });
});

/** Names the action that fails. */
function applyAll(actions: Timeline, apply: (action: Timeline[number]) => void): void {
  for (const action of actions) {
    try {
      apply(action);
    } catch (error) {
      const { ticket, act } = action;
      throw new Error(`${ticket}, ${act.kind}: ${String(error)}`, { cause: error });
    }
  }
}

function decoded({ data }: { data: string }): string {
  return Buffer.from(data, "base64").toString();
}

function expectPng(bytes: Buffer): void {
  expect(bytes.subarray(0, 8).toString("hex")).toBe("89504e470d0a1a0a");
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  const start = bytes.indexOf("IDAT");
  const pixels = inflateSync(bytes.subarray(start + 4, start + 4 + bytes.readUInt32BE(start - 4)));
  expect(pixels).toHaveLength((width + 1) * height);
  expect(new Set(pixels).size).toBeGreaterThan(2);
}

function expectPdf(bytes: Buffer): void {
  const text = bytes.toString("latin1");
  expect(text).toMatch(/^%PDF-1\.4\n/);
  expect(text.trimEnd()).toMatch(/%%EOF$/);
  const table = Number(/startxref\n(\d+)/.exec(text)?.[1]);
  expect(text.slice(table, table + 4)).toBe("xref");
  for (const [index, entry] of [...text.matchAll(/^(\d{10}) 00000 n $/gm)].entries())
    expect(text.slice(Number(entry[1])).startsWith(`${index + 1} 0 obj`)).toBe(true);
}
