import { AppError, isAppError } from "../../errors";
import { message } from "../../i18n/message";
import type { ProviderSession } from "../../providers/contract";

/** How long a confirmed credential is not confirmed again. */
const CONFIRMED_FOR_MS = 10_000;

/** Errors of the token endpoint itself (RFC 6749, 5.2), which need no confirmation. */
const CONFIRMED_CODES: ReadonlySet<string> = new Set(["invalid_grant", "invalid_client"]);

/** Finds out whether a 401 means a dead credential; an expired link answers 401 as well. */
export class CredentialCheck {
  #running: Promise<boolean> | null = null;
  #trustedUntil = 0;

  /** True when the provider also refuses the credential in `ask`. */
  isDead(ask: () => Promise<void>): Promise<boolean> {
    if (Date.now() < this.#trustedUntil) return Promise.resolve(false);
    this.#running ??= this.#ask(ask).finally(() => (this.#running = null));
    return this.#running;
  }

  async #ask(ask: () => Promise<void>): Promise<boolean> {
    try {
      await ask();
      this.#trustedUntil = Date.now() + CONFIRMED_FOR_MS;
      return false;
    } catch (error) {
      // A provider that does not answer has not refused the credential.
      return isAppError(error, "provider_unauthorized");
    }
  }
}

/** Turns an unconfirmed provider_unauthorized of a session into provider_unavailable. */
export function confirmCredential(
  session: ProviderSession,
  name: string,
  isDead: () => Promise<boolean>,
): ProviderSession {
  async function confirmedError(error: unknown): Promise<unknown> {
    if (!isAppError(error, "provider_unauthorized")) return error;
    if (CONFIRMED_CODES.has(error.providerCode ?? "") || (await isDead())) return error;
    return new AppError("provider_unavailable", {
      text: message("provider.keyRefusedOnce", { name }),
      requestId: error.requestId,
      cause: error.cause,
    });
  }
  async function confirmCall<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw await confirmedError(error);
    }
  }
  async function* confirmPages<T>(
    pages: () => AsyncIterable<T>,
  ): AsyncGenerator<T, void, undefined> {
    try {
      yield* pages();
    } catch (error) {
      throw await confirmedError(error);
    }
  }
  const { completeTicket, reply, upload, setCollaborators, act, download } = session;
  return {
    ...session,
    check: () => confirmCall(() => session.check()),
    filingChoices: (values) => confirmCall(() => session.filingChoices(values)),
    fileTicket: (values, extras) => confirmCall(() => session.fileTicket(values, extras)),
    listTickets: (from) => confirmPages(() => session.listTickets(from)),
    readTicket: (externalId, options) => confirmCall(() => session.readTicket(externalId, options)),
    resources: session.resources.map((resource) => ({
      ...resource,
      pages: (from) => confirmPages(() => resource.pages(from)),
    })),
    ...(completeTicket && {
      completeTicket: (listed) => confirmCall(() => completeTicket.call(session, listed)),
    }),
    ...(reply && { reply: (id, input) => confirmCall(() => reply.call(session, id, input)) }),
    ...(upload && { upload: (id, file) => confirmCall(() => upload.call(session, id, file)) }),
    ...(setCollaborators && {
      setCollaborators: (id, ids) => confirmCall(() => setCollaborators.call(session, id, ids)),
    }),
    ...(act && { act: (id, action) => confirmCall(() => act.call(session, id, action)) }),
    ...(download && {
      download: (attachment) => confirmCall(() => download.call(session, attachment)),
    }),
  };
}
