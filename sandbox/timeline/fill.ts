import type { Random } from "../shared/random";

export type TextValues = Map<string, string>;

/** Fills a text in. A name without a value stays as it is, since configuration excerpts use braces too. */
export function fillText(text: string, values: TextValues, chance: Random): string {
  return text
    .replace(/<<([^<>\n]*\|[^<>\n]*)>>/g, (_, choices: string) => chance.pick(choices.split("|")))
    .replace(/\{([a-z]+\d*)=(\d+)\.\.(\d+)\}/g, (_, name: string, from: string, to: string) => {
      const known = values.get(name) ?? String(chance.between(Number(from), Number(to)));
      values.set(name, known);
      return known;
    })
    .replace(/\{([a-z]+\d*)\}/g, (whole, name: string) => values.get(name) ?? whole);
}
