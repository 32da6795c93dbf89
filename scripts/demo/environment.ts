import { parseEnv } from "../../lib/env";
import { PORTAL_ADDRESS } from "../lib/portal-mail";
import type { Secrets } from "../lib/secrets";

export interface DemoAddresses {
  databaseUrl?: string;
  hostup?: { apiUrl: string };
  upsun?: { apiUrl: string; authUrl: string };
  mail?: { smtpUrl: string };
  portalUrl: string;
}

/** The user's variables, completed with the demo's. */
export function portalEnvironment(
  given: NodeJS.ProcessEnv,
  secrets: Secrets,
  addresses: DemoAddresses,
  mode: "production" | "development",
): NodeJS.ProcessEnv {
  const filled: Record<string, string | undefined> = {
    DATABASE_URL: addresses.databaseUrl,
    NEXTAUTH_URL: addresses.portalUrl,
    NEXTAUTH_SECRET: secrets.nextauthSecret,
    CREDENTIAL_KEYS: secrets.credentialKeys,
    CRON_SECRET: secrets.cronSecret,
    SECOND_FACTOR: "waived",
    HOSTUP_API_URL: addresses.hostup?.apiUrl,
    UPSUN_API_URL: addresses.upsun?.apiUrl,
    UPSUN_AUTH_URL: addresses.upsun?.authUrl,
    SMTP_URL: addresses.mail?.smtpUrl,
    MAIL_FROM: addresses.mail && `Ticketbridge <${PORTAL_ADDRESS}>`,
    // At the real Upsun, only its operator's decision sends replies.
    UPSUN_CONVERSATION: addresses.upsun && "reply",
  };
  const set = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined && value !== ""),
  );
  return { ...filled, ...set, NODE_ENV: mode, NEXT_TELEMETRY_DISABLED: "1" };
}

/** Throws EnvError for an invalid variable. */
export function checkGivenEnvironment(given: NodeJS.ProcessEnv, secrets: Secrets): void {
  const addresses = { databaseUrl: "postgresql://later", portalUrl: "http://127.0.0.1" };
  parseEnv({ ...portalEnvironment(given, secrets, addresses, "production") });
}
