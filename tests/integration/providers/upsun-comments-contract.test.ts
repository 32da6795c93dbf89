import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { Json } from "@/lib/providers/contract";
import { UpsunCommentsClient } from "@/lib/providers/upsun/conversation/comments-client";
import { createUpsunProvider } from "@/lib/providers/upsun/provider";

import { upsunAccounts } from "../../../sandbox/accounts";
import { oddAnswers } from "./odd-fields";
import { exchangesAt, methodsOf, named } from "./operations";
import { queryOf, recording } from "./recording";
import { withUpsun } from "./sandboxes";
import { QUICK, tokenStore } from "./support";
import { upsunCommentsClient } from "./upsun-client";
import { commentsAbout, upsunCommentOperations } from "./upsun-comment-operations";

const RUNS = Number(process.env.MUTATIONS ?? 100);
const here = withUpsun("read");

describe("each call of Upsun's conversations", () => {
  it.each(upsunCommentOperations.map((row) => [named(row), row] as const))(
    "%s",
    async (_name, row) => {
      const about = await commentsAbout(here.sandbox, upsunCommentsClient(here.sandbox));
      const { through, exchanges } = recording();
      const result = await row.run(upsunCommentsClient(here.sandbox, through), about);
      row.check(result, about);
      const asked = exchangesAt(row.endpoint, exchanges);
      expect(asked).toHaveLength(1);
      expect(asked.map(queryOf)).toEqual(row.queries?.(about) ?? [{}]);
      expect(asked[0]?.body).toEqual(row.body?.(about));
      expect(asked[0]?.status).toBe(row.status);
    },
  );

  it("has a row", () =>
    expect([...new Set(upsunCommentOperations.map(({ method }) => method))].sort()).toEqual(
      methodsOf(UpsunCommentsClient).sort(),
    ));
});

/** The comments of a ticket, without what says where the list ends. */
async function sampleComments(ticketId: string): Promise<{ comments: Json[] }> {
  const page = await upsunCommentsClient(here.sandbox).comments(ticketId, "path");
  return { comments: (page.raw as { comments: Json[] }).comments };
}

const LISTED = new Set(["comment_id", "ticket_id", "public"]);
const isKept = (path: Array<string | number>) =>
  path[0] === "comments" &&
  (path.length <= 2 || (path.length === 3 && LISTED.has(String(path[2]))));

describe("no odd field of a comment loses a sibling", () => {
  it.each(["map", "list", "texts"] as const)(
    "in the shape %s",
    async (shape) => {
      here.sandbox.control.setComments({ shape });
      const client = upsunCommentsClient(here.sandbox);
      const { ticketId } = await commentsAbout(here.sandbox, client);
      const example = await sampleComments(ticketId);
      let answer: Json = example;
      const provider = createUpsunProvider({
        ...here.sandbox,
        conversation: "read",
        tuning: QUICK,
      });
      const session = provider.open({
        credential: upsunAccounts.northwind.key.key,
        tokens: tokenStore(),
        fetch: (input, init) =>
          String(input).includes("/comments/")
            ? Promise.resolve(Response.json(answer))
            : fetch(input, init),
      });
      const ticket = await session.readTicket(ticketId);
      if (!ticket) throw new Error("There is no ticket.");
      const idsIn = (value: Json) =>
        Object.values((value as { comments: Record<string, Json>[] }).comments).map((comment) =>
          String(comment.comment_id),
        );
      await fc.assert(
        fc.asyncProperty(oddAnswers(example, isKept), async (odd) => {
          answer = odd;
          const read = await session.completeTicket?.(ticket);
          const sent = new Set(idsIn(odd));
          const found = read?.messages?.map(({ externalId }) => externalId) ?? [];
          // One of them is the opening; an odd time may make it another.
          expect(found).toHaveLength(sent.size - 1);
          expect(found.every((id) => sent.has(id))).toBe(true);
          expect(JSON.stringify(read)).toBeTypeOf("string");
        }),
        { numRuns: RUNS },
      );
    },
    60_000 + RUNS * 30,
  );
});
