import { type Expression, expressionBuilder, type SqlBool } from "kysely";

import { daysAgo, isAnyOf } from "../db/expressions";
import { db } from "../db/kysely";
import type { DB } from "../db/table-types";
import { eraseBytes } from "./file-bytes";
import { piecesOf } from "./rules";
import { fileStore } from "./store/file-store";

const PER_ROUND = 100;
const MAX_ROUNDS = 20;
const KEPT_DAYS = 30;
const UNDO_DAYS = 1;

type Files = DB & { f: DB["outgoing_file"] };

/** Without a draft, discarded beyond undo, or of a draft left for a month. */
function isOrphaned(): Expression<SqlBool> {
  const eb = expressionBuilder<Files, "f">();
  const isDraftKept = eb.exists(
    eb
      .selectFrom("draft as d")
      .select(eb.lit(1).as("one"))
      .whereRef("d.user_id", "=", "f.user_id")
      .whereRef("d.kind", "=", "f.draft_kind")
      .whereRef("d.target_id", "=", "f.draft_target_id")
      .where("d.updated_at", ">=", daysAgo(KEPT_DAYS)),
  );
  const lastTouchedAt = eb.fn<Date>("greatest", ["f.created_at", "f.settled_at"]);
  return eb.and([
    eb("f.submission_id", "is", null),
    eb.or([
      eb("f.draft_kind", "is", null),
      eb("f.discarded_at", "<", daysAgo(UNDO_DAYS)),
      eb.and([
        eb("f.discarded_at", "is", null),
        eb(lastTouchedAt, "<", daysAgo(KEPT_DAYS)),
        eb.not(isDraftKept),
      ]),
    ]),
  ]);
}

/** Confirmed, or of a submission that ended a month ago. The rows stay. */
function isSpent(): Expression<SqlBool> {
  const eb = expressionBuilder<Files, "f">();
  return eb.and([
    eb("f.submission_id", "is not", null),
    eb("f.erased_at", "is", null),
    eb.or([
      eb("f.state", "=", "confirmed"),
      eb.exists(
        eb
          .selectFrom("submission as s")
          .select(eb.lit(1).as("one"))
          .whereRef("s.id", "=", "f.submission_id")
          .where("s.settled_at", "<", daysAgo(KEPT_DAYS)),
      ),
    ]),
  ]);
}

export async function eraseOld(): Promise<number> {
  return (await eraseOrphaned()) + (await eraseSpent()) + (await eraseStrays());
}

async function eraseOrphaned(): Promise<number> {
  let erased = 0;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    // Row first, so that a file claimed meanwhile keeps its bytes.
    const files = await db()
      .deleteFrom("outgoing_file")
      .where("submission_id", "is", null)
      .where("id", "in", (eb) =>
        eb.selectFrom("outgoing_file as f").select("f.id").where(isOrphaned()).limit(PER_ROUND),
      )
      .returning(["id", "size"])
      .execute();
    for (const { id, size } of files) await fileStore().erase(id, piecesOf(size));
    erased += files.length;
    if (files.length < PER_ROUND) break;
  }
  return erased;
}

async function eraseSpent(): Promise<number> {
  let erased = 0;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const files = await db()
      .selectFrom("outgoing_file as f")
      .select("f.id")
      .where(isSpent())
      .limit(PER_ROUND)
      .execute();
    await eraseBytes(files.map(({ id }) => id));
    erased += files.length;
    if (files.length < PER_ROUND) break;
  }
  return erased;
}

/** Left by a deleted person or an interrupted removal. */
async function eraseStrays(): Promise<number> {
  // An anti-join over two indexes, which reads no bytes.
  const strays = await db()
    .selectFrom("file_piece as p")
    .select("p.file_id")
    .distinct()
    .where(({ exists, lit, not, selectFrom }) =>
      not(
        exists(
          selectFrom("outgoing_file as f")
            .select(lit(1).as("one"))
            .whereRef("f.id", "=", "p.file_id"),
        ),
      ),
    )
    .limit(PER_ROUND)
    .execute();
  const ids = strays.map((stray) => stray.file_id);
  if (ids.length > 0)
    await db()
      .deleteFrom("file_piece")
      .where((eb) => isAnyOf(eb.ref("file_id"), ids))
      .execute();
  return strays.length;
}
