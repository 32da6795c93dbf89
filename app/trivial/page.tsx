import { headers } from "next/headers";
import { notFound } from "next/navigation";

import { env } from "@/lib/env";

/** A minimal dynamic page, as a baseline for benchmarks. Not available otherwise. */
export default async function Page() {
  const { host } = Object.fromEntries(await headers());
  if (!env().BENCHMARK) notFound();
  return <p>{host}</p>;
}
