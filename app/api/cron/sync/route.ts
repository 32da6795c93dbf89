import { createHash, timingSafeEqual } from "node:crypto";

import { after } from "next/server";

import { env } from "@/lib/env";
import { fanOut, helpersFor } from "@/lib/jobs/fan-out";
import { planSyncs, runDue } from "@/lib/jobs/run-due";

export const dynamic = "force-dynamic";
export const maxDuration = 300;

/** Leaves time to close and store every run. */
const BUDGET_MS = (maxDuration - 30) * 1_000;

const digest = (text: string) => createHash("sha256").update(text).digest();

/** Called by the platform's scheduler with CRON_SECRET. */
export async function GET(request: Request): Promise<Response> {
  const { CRON_SECRET: secret, NEXTAUTH_URL: origin } = env();
  const authorization = request.headers.get("authorization") ?? "";
  if (!secret || !timingSafeEqual(digest(authorization), digest(`Bearer ${secret}`)))
    return Response.json({ error: "unauthorized" }, { status: 401 });
  const isHelper = new URL(request.url).searchParams.has("helper");
  const helpers = isHelper || !origin ? 0 : helpersFor(await planSyncs());
  if (helpers > 0) after(fanOut(new URL("/api/cron/sync", origin), secret, helpers));
  return Response.json(
    { ...(await runDue(BUDGET_MS)), helpers },
    { headers: { "cache-control": "no-store" } },
  );
}
