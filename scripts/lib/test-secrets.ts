/** Shared by all test portals. */
export const TEST_SECRETS = {
  NEXTAUTH_SECRET: "a-secret-that-only-the-tests-know-0123456789",
  CREDENTIAL_KEYS: `test1:${Buffer.alloc(32, 7).toString("base64")}`,
  CRON_SECRET: "a-cron-secret-of-the-tests",
};
