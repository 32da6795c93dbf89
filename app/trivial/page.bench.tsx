import { headers } from "next/headers";

/** The least that a dynamic page can do: the measure that other pages are compared with. Built for benchmarks only. */
export default async function Page() {
  return <p>{(await headers()).get("host")}</p>;
}
