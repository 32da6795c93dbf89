export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { checkEnvironment, offerFirstAccount, tellAfterRequests } =
    await import("./instrumentation-node");
  checkEnvironment();
  tellAfterRequests();
  void offerFirstAccount();
}
