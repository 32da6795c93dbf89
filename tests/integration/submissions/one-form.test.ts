import { describe, expect, it } from "vitest";

import { useTestDatabase } from "@/tests/helpers/database";
import { sql } from "@/tests/helpers/sql";
import { checkOutcome } from "@/tests/helpers/submissions/check-outcome";
import { useOutboxChildren } from "@/tests/helpers/submissions/children";
import type { OutboxJob } from "@/tests/helpers/submissions/process";
import { report } from "@/tests/helpers/submissions/report";
import { useOutboxScene } from "@/tests/helpers/submissions/scene";

useTestDatabase();
const scene = useOutboxScene();
const children = useOutboxChildren();

describe("one form posted fifty times by four processes at once", () => {
  it("is one submission and one call, and other content under its key is a conflict", async (context) => {
    const [intent] = await scene().intents(["hostup create"]);
    if (!intent || intent.post.as !== "create") throw new Error("There is no form.");
    const { viewer, post } = intent;
    const four = Array.from({ length: 4 }, () => children.staying());
    const ends = await Promise.all(
      four.map((child, index) =>
        child.run({ as: "post", viewer, post, times: index < 2 ? 13 : 12 }),
      ),
    );
    const answers = ends.flatMap((end) => (end.killed ? [] : (end.answer as string[])));
    expect(answers).toHaveLength(50);
    expect(answers.filter((answer) => answer !== "sent" && answer !== "sending")).toEqual([]);
    const altered: OutboxJob = {
      as: "post",
      viewer,
      post: {
        as: "create",
        input: { ...post.input, values: { ...post.input.values, message: "Something else." } },
      },
    };
    expect(await children.one(altered)).toEqual({ killed: false, answer: ["conflict"] });
    const outcome = await checkOutcome(scene(), [intent]);
    report(context.task, {
      what: "one form, 50 posts by 4 processes",
      runs: 1,
      lost: outcome.lost,
      doubled: outcome.doubled,
      slowestSeconds: null,
    });
    expect(outcome).toEqual({ lost: 0, doubled: 0, problems: [] });
    expect(
      await sql("SELECT 1 FROM submission WHERE form_key = $1", [post.input.formKey]),
    ).toHaveLength(1);
  });
});
