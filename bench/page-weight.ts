import { gzipSync } from "node:zlib";

import { printTable } from "./figures";

export interface PageWeight {
  /** Of every script that the page names, gzipped, in bytes. */
  scripts: number;
  /** Of the page itself with its texts and data, gzipped, in bytes. */
  html: number;
}

/** Of scripts, in kB. Lower them with what a change saves; raise them only for what it is worth. */
const BUDGETS: Readonly<Record<string, number>> = { list: 154, ticket: 170, form: 169 };

/** Returns a sentence for each page whose scripts are heavier than its budget. */
export function overBudget(weights: Map<string, PageWeight>): string[] {
  return [...weights].flatMap(([name, { scripts }]) => {
    const budget = BUDGETS[name];
    return budget !== undefined && scripts > budget * 1_000
      ? [`${name}: ${kB(scripts)} kB of scripts, budget ${budget} kB`]
      : [];
  });
}

/** Chunks in script tags, in preloads and in the data of browser components. */
const CHUNK = /static\/chunks\/[\w./~-]+?\.js/g;
/** Only for browsers without modules. */
const POLYFILLS = /src="\/_next\/(static\/chunks\/[^"?]+\.js)[^"]*"[^>]* noModule/i;

/** Throws unless the page and its scripts answer 200. */
async function weighPage(url: string, cookie: string): Promise<PageWeight> {
  const html = await textOf(url, cookie);
  const polyfills = POLYFILLS.exec(html)?.[1];
  const chunks = [...new Set(html.match(CHUNK))].filter((chunk) => chunk !== polyfills);
  if (chunks.length === 0) throw new Error(`${url} names no scripts.`);
  const scripts = await Promise.all(
    chunks.map((chunk) => textOf(new URL(`/_next/${chunk}`, url).href, cookie)),
  );
  return {
    scripts: scripts.reduce((total, script) => total + gzipSync(script).length, 0),
    html: gzipSync(html).length,
  };
}

async function textOf(url: string, cookie: string): Promise<string> {
  const response = await fetch(url, { headers: { cookie }, redirect: "manual" });
  if (response.status !== 200) throw new Error(`${url} answered ${response.status}.`);
  return response.text();
}

export async function weighPages(
  pages: Record<string, string>,
  cookie: string,
): Promise<Map<string, PageWeight>> {
  const weights = new Map<string, PageWeight>();
  for (const [name, url] of Object.entries(pages)) weights.set(name, await weighPage(url, cookie));
  return weights;
}

const kB = (bytes: number): string => (bytes / 1_000).toFixed(1);

/** With another build's weights, if given. */
export function printWeights(
  weights: Map<string, PageWeight>,
  others?: Map<string, PageWeight>,
): void {
  const columns = (of: PageWeight, other: PageWeight | undefined) =>
    (["scripts", "html"] as const).flatMap((what) =>
      other ? [kB(of[what]), kB(other[what]), kB(of[what] - other[what])] : [kB(of[what])],
    );
  const titles = ["JavaScript kB", "HTML kB"].flatMap((title) =>
    others ? [title, "other's", "more"] : [title],
  );
  printTable(
    ["page, gzipped", ...titles],
    [...weights].map(([name, weight]) => [name, ...columns(weight, others?.get(name))]),
  );
}
