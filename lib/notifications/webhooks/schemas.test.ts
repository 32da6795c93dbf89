import { describe, expect, it } from "vitest";

import { localTimeOf, momentOf } from "./local-time";
import {
  deliveryIdInput,
  newWebhookInput,
  replayInput,
  webhookIdInput,
  webhookKindsInput,
} from "./schemas";

const id = "01jabcdefghjkmnpqrstvwxyz0";
const accepts = (schema: { safeParse: (input: unknown) => { success: boolean } }, input: unknown) =>
  schema.safeParse(input).success;

describe("a webhook's address", () => {
  const add = (url: string) => newWebhookInput.safeParse({ organizationId: id, url, kinds: null });

  it("keeps its query and loses its fragment", () => {
    expect(add(" https://a.example/hook?x=1#part ").data?.url).toBe("https://a.example/hook?x=1");
  });

  it.each(["http://a.example", "https://me:word@a.example", "ftp://a.example", "a.example", ""])(
    "is not %j",
    (url) => {
      expect(add(url).success).toBe(false);
    },
  );
});

it("takes known kinds once, or all", () => {
  const choose = (kinds: unknown) => webhookKindsInput.safeParse({ webhookId: id, kinds });
  expect(choose(["filed", "answered", "filed"]).data?.kinds).toEqual(["answered", "filed"]);
  expect(choose(null).data?.kinds).toBeNull();
  expect(choose([]).success).toBe(false);
  expect(choose(["weather"]).success).toBe(false);
});

it("names webhooks and deliveries by ids", () => {
  expect(accepts(webhookIdInput, { webhookId: id })).toBe(true);
  expect(accepts(webhookIdInput, { webhookId: "../x" })).toBe(false);
  expect(accepts(deliveryIdInput, { deliveryId: id })).toBe(true);
  expect(accepts(deliveryIdInput, {})).toBe(false);
});

describe("a replayed period", () => {
  const replay = (from: string, until: string) =>
    accepts(replayInput, { webhookId: id, from, until });

  it("ends after it begins", () => {
    expect(replay("2026-11-01T08:00", "2026-11-01T08:01")).toBe(true);
    expect(replay("2026-11-01T08:00", "2026-11-01T08:00")).toBe(false);
    expect(replay("2026-11-01", "2026-11-02")).toBe(false);
  });

  it("is meant in the viewer's zone, over changes of the clock too", () => {
    for (const at of ["2026-03-29T00:30:00.000Z", "2026-07-01T10:00:00.000Z"])
      expect(momentOf(localTimeOf(new Date(at), "Europe/Stockholm"), "Europe/Stockholm")).toEqual(
        new Date(at),
      );
    expect(momentOf("2026-03-29T02:30", "Europe/Stockholm").toISOString()).toBe(
      "2026-03-29T01:30:00.000Z",
    );
  });
});
