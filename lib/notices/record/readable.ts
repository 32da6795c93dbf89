import { expressionBuilder } from "kysely";

import { asBoolean } from "../../db/expressions";
import type { DB } from "../../db/table-types";

/** The tables of a query that asks who may read a ticket `t`. */
export type WithReaders = DB & {
  t: DB["ticket"];
  u: DB["user"];
  /** Left joins. */
  m: DB["membership"];
  f: DB["ticket_follow"];
  setting: DB["ticket_setting"];
};

/** Whether person `u` may read ticket `t`: the same for what is recorded and for what is sent. */
export function mayReadTicket() {
  const eb = expressionBuilder<WithReaders, "t" | "u" | "m" | "f" | "setting">();
  const isInside = eb.or([eb("m.user_id", "is not", null), eb("u.role", "in", ["staff", "admin"])]);
  const isOpen = eb.or([
    eb("setting.is_private", "is not distinct from", null),
    eb("setting.is_private", "=", false),
    eb("setting.owner_id", "=", eb.ref("u.id")),
    eb("f.level", "=", "follow"),
  ]);
  return asBoolean(eb.and([isInside, eb.fn.coalesce(isOpen, eb.lit(false))]));
}
