// What lib/env.ts needs in every test process. No address here leads anywhere: a test says itself which database and which
// provider it talks to.
const defaults: Record<string, string> = {
  DATABASE_URL: "postgresql://nobody:nothing@127.0.0.1:9/none",
  NEXTAUTH_SECRET: "a-secret-that-only-the-tests-know-0123456789",
  NEXTAUTH_URL: "http://127.0.0.1:9",
  CREDENTIAL_KEYS: `test1:${Buffer.alloc(32, 7).toString("base64")}`,
  CRON_SECRET: "a-cron-secret-of-the-tests",
  HOSTUP_API_URL: "http://127.0.0.1:9/api/v2",
  UPSUN_API_URL: "http://127.0.0.1:9",
  UPSUN_AUTH_URL: "http://127.0.0.1:9",
  SECOND_FACTOR: "waived",
  SMTP_URL: "smtp://127.0.0.1:9",
  MAIL_FROM: "Ticketbridge <portal@ticketbridge.example>",
  LOG_LEVEL: "silent",
  TZ: "UTC",
};

for (const [name, value] of Object.entries(defaults)) process.env[name] = value;
