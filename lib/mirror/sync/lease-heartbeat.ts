import { LEASE, renewLease } from "../connection/lease";

/** Holds a sweep's lease for as long as its process lives, however long the provider takes. Resolves, when stopped, after the last renewal: nothing holds the lease again afterwards. */
export function startLeaseHeartbeat(connectionId: string, leaseToken: number): () => Promise<void> {
  let renewal: Promise<void> = Promise.resolve();
  // A lease that is lost is noticed by the next write, which proves it; a database that does not answer as well.
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
