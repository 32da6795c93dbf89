/**
 * The address that a request came from, for throttling. The platform in front (Vercel, or a reverse proxy that is told to) sets
 * these headers itself; without one every caller shares one bucket, which throttles too much rather than too little.
 */
export function clientAddress(headers: Record<string, string | string[] | undefined>): string {
  const first = (name: string): string | undefined => {
    const value = headers[name];
    return (Array.isArray(value) ? value[0] : value)?.split(",")[0]?.trim() || undefined;
  };
  return (first("x-vercel-forwarded-for") ?? first("x-real-ip") ?? first("x-forwarded-for") ?? "unknown").slice(0, 64);
}
