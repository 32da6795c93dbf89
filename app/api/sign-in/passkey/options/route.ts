import { askForPasskey } from "@/lib/accounts/passkeys/sign-in";
import { requestOrigin } from "@/lib/auth/session-cookie";
import { visitorRoute } from "@/lib/server/visitor-route";

export const POST = visitorRoute("ask for a passkey", async () =>
  askForPasskey((await requestOrigin()).address),
);
