import { readFile } from "node:fs/promises";
import path from "node:path";

import { ROOT } from "@/scripts/lib/root";

export interface BuildEntries {
  /** Addresses with their parameters, e.g. "/tickets/[id]". */
  pages: string[];
  routes: string[];
  actions: BuildAction[];
}

interface BuildAction {
  id: string;
  /** "file › export", without the folder `app`. */
  name: string;
  /** The address of a page that has it. */
  page: string;
}

interface ServerReference {
  workers: Record<string, unknown>;
  filename: string;
  exportedName: string;
}

/** Everything that the build answers, from its own manifests: nothing can be forgotten here. */
export async function buildEntries(root = ROOT): Promise<BuildEntries> {
  const read = async <T>(name: string): Promise<T> =>
    JSON.parse(await readFile(path.join(root, ".next/server", name), "utf8")) as T;
  const paths = Object.keys(await read<Record<string, string>>("app-paths-manifest.json"));
  // Next's own pages for errors begin with an underscore.
  const of = (kind: "page" | "route") =>
    paths
      .filter((one) => one.endsWith(`/${kind}`) && !one.startsWith("/_"))
      .map((one) => addressOf(one, kind));
  const { node } = await read<{ node: Record<string, ServerReference> }>(
    "server-reference-manifest.json",
  );
  const actions = Object.entries(node).map(([id, { workers, filename, exportedName }]) => ({
    id,
    name: `${filename.replace(/^app\//, "")} › ${exportedName}`,
    page: addressOf(Object.keys(workers)[0]?.replace(/^app/, "") ?? "/", "page"),
  }));
  return {
    pages: of("page").sort(),
    routes: of("route").sort(),
    actions: actions.sort((one, other) => one.name.localeCompare(other.name)),
  };
}

/** Without route groups: "/(portal)/tickets/(list)/page" is "/tickets". */
function addressOf(entry: string, kind: "page" | "route"): string {
  const address = entry.replace(new RegExp(`/${kind}$`), "").replace(/\/\([^/]*\)/g, "");
  return address === "" ? "/" : address;
}
