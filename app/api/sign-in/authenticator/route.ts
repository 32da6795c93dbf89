import { confirmSetup } from "@/lib/accounts/second-factor/commands";
import { confirmSetupInput } from "@/lib/accounts/second-factor/schemas";
import { requestOrigin, setSessionCookies } from "@/lib/auth/session-cookie";
import { getSession } from "@/lib/auth/viewer";
import { AppError } from "@/lib/errors";
import { fieldErrorsOf } from "@/lib/forms/field-errors";
import { visitorRoute } from "@/lib/server/visitor-route";

/**
 * A route, since an action's new cookie would refresh the page, which must still show the recovery
 * codes.
 */
export const POST = visitorRoute("set up a second factor at sign-in", async (body) => {
  const session = await getSession();
  if (!session) throw new AppError("unauthenticated");
  const given = confirmSetupInput.safeParse(body);
  if (!given.success)
    throw new AppError("invalid", { fieldErrors: fieldErrorsOf(given.error.issues) });
  const { codes, signedIn } = await confirmSetup(session, given.data, await requestOrigin());
  await setSessionCookies(signedIn);
  return { codes };
});
