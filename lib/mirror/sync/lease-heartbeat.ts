import { LEASE, renewLease } from "../connection/lease";

/** Renews the lease until stopped. The returned function resolves after the last renewal. */
export function startLeaseHeartbeat(connectionId: string, leaseToken: number): () => Promise<void> {
  let renewal: Promise<void> = Promise.resolve();
  // Failures are ignored here: the next write proves the lease and fails.
  const timer = setInterval(
    () => {
      renewal = renewal.then(() => renewLease(connectionId, leaseToken)).catch(() => undefined);
    },
    (LEASE.seconds * 1_000) / 3,
  );
  return async () => {
    clearInterval(timer);
    await renewal;
  };
}
