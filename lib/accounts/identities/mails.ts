import type { Db } from "../../db/kysely";
import { DEFAULT_LANGUAGE, languageOf } from "../../i18n/languages";
import { message } from "../../i18n/message";
import { queueMail } from "../../mail/queue-mail";
import { portalUrl } from "../../portal-url";
import { securityUrl } from "../../routes";

interface IdentityChange {
  userId: string;
  issuerName: string;
  /** The issuer's address for the person; empty if it gave none. */
  email: string;
  change: "linked" | "removed";
}

/** Emails a person that a way to sign in was added or removed. */
export async function mailAboutIdentity(
  client: Db,
  { userId, issuerName, email, change }: IdentityChange,
): Promise<void> {
  const user = await client
    .selectFrom("user")
    .select(["email", "language"])
    .where("id", "=", userId)
    .executeTakeFirstOrThrow();
  const values = {
    issuer: { words: issuerName },
    email: { words: email },
    named: email === "" ? "no" : "yes",
  };
  await queueMail(client, {
    kind: `identity_${change}`,
    to: user.email,
    language: languageOf(user.language) ?? DEFAULT_LANGUAGE,
    content: {
      subject: message(`identities.mail.${change}.subject`, values),
      paragraphs: [
        message(`identities.mail.${change}.text`, values),
        message("identities.mail.notYou"),
      ],
      button: {
        label: message("identities.mail.button"),
        url: portalUrl(securityUrl()),
      },
      reason: message("identities.mail.reason"),
    },
  });
}
