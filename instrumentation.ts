export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { checkEnvironment, offerFirstAccount, deliverAfterRequests } =
    await import("./instrumentation-node");
  checkEnvironment();
  deliverAfterRequests();
  void offerFirstAccount();
}
