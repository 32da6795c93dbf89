import { createHash, timingSafeEqual } from "node:crypto";
import { env } from "@/lib/env";
import { runDue } from "@/lib/jobs/run-due";

export const dynamic = "force-dynamic";
export const maxDuration = 300;

/** A margin before the function's end, so that every run is closed and stored. */
const BUDGET_MS = (maxDuration - 30) * 1_000;

const digest = (text: string) => createHash("sha256").update(text).digest();

/** Delivers what waits and reads every connection that is due. For the platform's scheduler, which proves itself with CRON_SECRET. */
export async function GET(request: Request): Promise<Response> {
  const secret = env().CRON_SECRET;
  const given = request.headers.get("authorization") ?? "";
  if (!secret || !timingSafeEqual(digest(given), digest(`Bearer ${secret}`))) return Response.json({ error: "unauthorized" }, { status: 401 });
  return Response.json(await runDue(BUDGET_MS), { headers: { "cache-control": "no-store" } });
}
