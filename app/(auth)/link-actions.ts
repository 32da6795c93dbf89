"use server";

import { confirmAddress, stopAddressChange } from "@/lib/accounts/address/commands";
import { confirmAddressSchema, stopAddressChangeSchema } from "@/lib/accounts/address/schemas";
import { createFirstAdministrator } from "@/lib/accounts/first-administrator/commands";
import { firstAdministratorSchema } from "@/lib/accounts/first-administrator/schemas";
import { acceptAsNewPerson, acceptAsViewer } from "@/lib/accounts/invitations/accept";
import { acceptAsViewerSchema, acceptSchema } from "@/lib/accounts/invitations/schemas";
import { resetPassword } from "@/lib/accounts/reset/commands";
import { resetSchema } from "@/lib/accounts/reset/schemas";
import { keepTypedAddress, setSessionCookies } from "@/lib/auth/session-cookie";
import { getViewer } from "@/lib/auth/viewer";
import { AppError } from "@/lib/errors";
import { askResetUrl, securityUrl } from "@/lib/routes";
import { visitorAction, visitorForm } from "@/lib/server/visitor-action";

export const acceptInvitationAction = visitorForm(
  visitorAction("accept an invitation", acceptSchema, async (visitor, input) => {
    await setSessionCookies(await acceptAsNewPerson(input, visitor));
    return { next: "/" };
  }),
);

export const acceptInvitationSignedInAction = visitorForm(
  visitorAction("accept an invitation", acceptAsViewerSchema, async (_visitor, { token }) => {
    const viewer = await getViewer();
    if (!viewer) throw new AppError("unauthenticated");
    await acceptAsViewer(viewer, token);
    return { next: "/" };
  }),
);

export const resetPasswordAction = visitorForm(
  visitorAction("reset a password", resetSchema, async (visitor, input) => {
    await setSessionCookies(await resetPassword(input, visitor));
    return { next: "/" };
  }),
);

export const confirmAddressAction = visitorForm(
  visitorAction("confirm an address", confirmAddressSchema, async (_visitor, { token }) => {
    const viewer = await getViewer();
    if (!viewer) throw new AppError("unauthenticated");
    await confirmAddress(viewer, token);
    return { next: securityUrl({ address: "changed" }) };
  }),
);

export const stopAddressChangeAction = visitorForm(
  visitorAction("stop a change of address", stopAddressChangeSchema, async (visitor, { token }) => {
    await keepTypedAddress(await stopAddressChange(token, visitor.origin));
    return { next: askResetUrl({ stopped: "1" }) };
  }),
);

export const createFirstAdministratorAction = visitorForm(
  visitorAction(
    "create the first administrator",
    firstAdministratorSchema,
    async (visitor, input) => {
      await setSessionCookies(await createFirstAdministrator(input, visitor));
      return { next: "/" };
    },
  ),
);
