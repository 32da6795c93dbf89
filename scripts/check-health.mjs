// The image's health check: exits with 0 when the portal of this machine is healthy.
const url = `http://127.0.0.1:${process.env.PORT ?? 3000}/api/health`;

const response = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
process.exit(response?.ok ? 0 : 1);
