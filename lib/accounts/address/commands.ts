import { actedBy } from "../../auth/acted-by";
import { countUse } from "../../auth/limits/rate-limit";
import { assertProved } from "../../auth/permissions";
import { networkPrefix } from "../../auth/request/client-address";
import type { SignInOrigin } from "../../auth/sessions";
import type { Viewer } from "../../auth/types";
import { audit } from "../../db/audit";
import { now } from "../../db/expressions";
import { db, transaction } from "../../db/kysely";
import { AppError } from "../../errors";
import { message } from "../../i18n/message";
import { isMailConfigured } from "../../mail/is-mail-configured";
import { endOpenLinks } from "../open-links";
import { enabledPerson } from "../tell-person";
import { createToken, findToken, takeToken, withdrawTokens } from "../tokens";
import { mailAddressChanged, mailBothAddresses } from "./mails";
import type { ChangeAddressInput } from "./schemas";

const PER_PERSON = { maxUses: 5, windowSeconds: 60 * 60 };

/**
 * Emails a link that confirms the new address, and a notice to the old one. The result is the same
 * for an address that another account has. Throws `proof_required`, `invalid` for the person's own
 * address, `throttled`, and `conflict` where no mail is sent.
 */
export async function askAddressChange(
  viewer: Viewer,
  { email }: ChangeAddressInput,
): Promise<{ email: string }> {
  assertProved(viewer);
  if (!isMailConfigured()) throw new AppError("conflict", { text: message("address.noMail") });
  if (email === viewer.email)
    throw new AppError("invalid", { fieldErrors: { email: message("address.errors.same") } });
  await countUse(`address_change:${viewer.userId}`, PER_PERSON);
  return transaction(async (client) => {
    const person = await enabledPerson(client, { id: viewer.userId });
    if (!person) throw new AppError("unauthenticated");
    const { userId, session } = viewer;
    for (const kind of ["address_change", "address_stop"] as const)
      await withdrawTokens(client, kind, { user_id: userId });
    const stop = await createToken(client, {
      kind: "address_stop",
      email: person.email,
      userId,
      data: { newAddress: email },
    });
    const confirm = await createToken(client, { kind: "address_change", email, userId });
    await mailBothAddresses(client, person, {
      email,
      tokens: { confirm: confirm.token, stop: stop.token },
      language: person.language ?? viewer.language,
      network: session.network,
    });
    await audit(
      {
        ...actedBy(viewer),
        organizationId: null,
        action: "address.change_asked",
        targetType: "user",
        targetId: viewer.userId,
      },
      client,
    );
    return { email };
  });
}

interface StoppableChange {
  address: string;
  newAddress: string;
}

/**
 * Returns the change that a link stops. Null if the link has ended, e.g. because the change is
 * made.
 */
export async function changeBehind(token: string): Promise<StoppableChange | null> {
  const found = await findToken(db(), "address_stop", token);
  const newAddress = found?.data.newAddress;
  return found && typeof newAddress === "string" ? { address: found.email, newAddress } : null;
}

/**
 * Stops a change of address, with the link in the email to the old one. Returns the new address.
 * Throws `not_found` for a link that has ended.
 */
export async function stopAddressChange(
  token: string,
  { address: from }: Pick<SignInOrigin, "address">,
): Promise<string> {
  return transaction(async (client) => {
    const open = await findToken(client, "address_stop", token);
    // Locks in the order of `confirmAddress`.
    if (open?.userId) await withdrawTokens(client, "address_change", { user_id: open.userId });
    const taken = await takeToken(client, "address_stop", token);
    if (!taken?.userId) throw new AppError("not_found", { text: message("address.stop.ended") });
    const { userId, email } = taken;
    await audit(
      {
        actorId: null,
        organizationId: null,
        action: "address.change_stopped",
        targetType: "user",
        targetId: userId,
        network: networkPrefix(from),
      },
      client,
    );
    return email;
  });
}

export interface NewAddress {
  email: string;
  /** The person who asked for it. */
  userId: string | null;
}

/** Returns the new address of a link; null if the link has ended. */
export async function addressBehind(token: string): Promise<NewAddress | null> {
  const found = await findToken(db(), "address_change", token);
  return found && { email: found.email, userId: found.userId };
}

/**
 * Makes the new address the viewer's own; sessions go on. Throws `not_found` for a link that has
 * ended, `forbidden` for another person's, and `conflict` for an address that another account has
 * got meanwhile.
 */
export async function confirmAddress(viewer: Viewer, token: string): Promise<void> {
  await transaction(async (client) => {
    const taken = await takeToken(client, "address_change", token);
    if (!taken?.userId) throw new AppError("not_found", { text: message("address.confirm.ended") });
    const { userId, email } = taken;
    if (userId !== viewer.userId)
      throw new AppError("forbidden", { text: message("address.confirm.notYours") });
    const person = await enabledPerson(client, { id: userId });
    const changed = await client
      .updateTable("user")
      .set({ email, email_verified_at: now() })
      .where("id", "=", userId)
      .where("disabled_at", "is", null)
      .where((eb) =>
        eb.not(
          eb.exists(
            eb.selectFrom("user as other").select("other.id").where("other.email", "=", email),
          ),
        ),
      )
      .returning("id")
      .executeTakeFirst();
    if (!changed || !person)
      throw new AppError("conflict", { text: message("address.errors.taken") });
    // Some went to the old address.
    await endOpenLinks(client, userId);
    await mailAddressChanged(client, person, {
      email,
      language: person.language ?? viewer.language,
      network: viewer.session.network,
    });
    await audit(
      {
        ...actedBy(viewer),
        organizationId: null,
        action: "address.changed",
        targetType: "user",
        targetId: userId,
      },
      client,
    );
  });
}
