import { actedBy } from "../../auth/acted-by";
import type { Viewer } from "../../auth/types";
import { audit } from "../../db/audit";
import type { Db } from "../../db/kysely";
import { DEFAULT_LANGUAGE, languageOf } from "../../i18n/languages";
import { type Message, message } from "../../i18n/message";
import { queueMail } from "../../mail/queue-mail";
import { doneAt } from "../tell-person";

/** The sentences around what was done. */
interface Words {
  subject: Message;
  notYou: Message;
  reason: Message;
}

const CHANGED: Words = {
  subject: message("accountMail.secondFactor.subject"),
  notYou: message("accountMail.secondFactor.notYou"),
  reason: message("accountMail.secondFactor.reason"),
};

/** A used code changes no setting, so it has a subject of its own. */
const CODE_USED: Words = {
  subject: message("accountMail.secondFactor.codeUsedSubject"),
  notYou: message("accountMail.secondFactor.codeUsedNotYou"),
  reason: message("accountMail.secondFactor.codeUsedReason"),
};

const TEXTS = {
  set_up: message("accountMail.secondFactor.setUp"),
  turned_off: message("accountMail.secondFactor.turnedOff"),
  codes_replaced: message("accountMail.secondFactor.codesReplaced"),
} as const satisfies Record<string, Message>;

export type SecondFactorChange = keyof typeof TEXTS | "recovery_code_used" | "reset";

interface Of {
  /** Whose second factor; by default the viewer's own. */
  userId?: string;
  /** Recovery codes that are left. */
  count?: number;
}

function textOf({ name }: Viewer, change: SecondFactorChange, count: number): Message {
  if (change === "recovery_code_used")
    return message("accountMail.secondFactor.codeUsed", { count });
  if (change === "reset") return message("accountMail.secondFactor.reset", { by: { words: name } });
  return TEXTS[change];
}

/** Audits a change in its transaction, and emails the person. */
export async function noteChange(
  client: Db,
  viewer: Viewer,
  change: SecondFactorChange,
  { userId = viewer.userId, count }: Of = {},
): Promise<void> {
  await audit(
    {
      ...actedBy(viewer),
      organizationId: null,
      action: `second_factor.${change}` as const,
      targetType: "user",
      targetId: userId,
      data: count === undefined ? {} : { left: count },
    },
    client,
  );
  const person = await client
    .selectFrom("user")
    .select(["email", "language", "time_zone"])
    .where("id", "=", userId)
    .executeTakeFirstOrThrow();
  const text = textOf(viewer, change, count ?? 0);
  const words = change === "recovery_code_used" ? CODE_USED : CHANGED;
  const language = languageOf(person.language) ?? DEFAULT_LANGUAGE;
  // An administrator's network is not shown to the person.
  const network = userId === viewer.userId ? viewer.session.network : "";
  await queueMail(client, {
    kind: `second_factor_${change}`,
    to: person.email,
    language,
    content: {
      subject: words.subject,
      paragraphs: [text, doneAt(language, person.time_zone, network), words.notYou],
      reason: words.reason,
    },
  });
}

/** Warns a person that someone knows their password and guesses the second factor. */
export async function mailAboutGuesses(client: Db, { email, language }: Viewer): Promise<void> {
  await queueMail(client, {
    kind: "second_factor_guessed",
    to: email,
    language,
    content: {
      subject: message("accountMail.secondFactor.guessedSubject"),
      paragraphs: [message("accountMail.secondFactor.guessed")],
      reason: message("accountMail.secondFactor.reason"),
    },
  });
}

/** At the second step of signing in. */
export async function noteWrongCode(viewer: Viewer): Promise<void> {
  await audit({
    ...actedBy(viewer),
    organizationId: null,
    action: "second_factor.wrong_code",
    targetType: "user",
    targetId: viewer.userId,
    outcome: "refused",
  });
}
