export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { checkEnvironment, offerFirstAccount } = await import("./instrumentation-node");
  checkEnvironment();
  void offerFirstAccount();
}
