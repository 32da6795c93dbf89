import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { env } from "@/lib/env";

/** The least that a dynamic page can do: benchmarks compare other pages with it. Nobody else is shown it. */
export default async function Page() {
  const { host } = Object.fromEntries(await headers());
  if (!env().BENCHMARK) notFound();
  return <p>{host}</p>;
}
