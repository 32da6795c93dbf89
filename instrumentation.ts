/** At server boot: refuses to start with an environment that cannot work, and says why on stderr. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { checkEnvironment } = await import("./instrumentation-node");
  checkEnvironment();
}
