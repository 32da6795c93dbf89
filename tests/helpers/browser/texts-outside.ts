import type { Page } from "@playwright/test";

/**
 * Returns the texts of the page that are in no message, which has brackets around it. What a
 * provider or a person wrote (`lang=""`), `names`, codes, times and amounts are none.
 */
export async function textsOutside(page: Page, names: readonly string[]): Promise<string[]> {
  return page.evaluate((data) => {
    const withoutNames = (text: string) =>
      data.reduce((rest, name) => rest.replaceAll(name, ""), text).trim();
    const DATA =
      '[lang]:not(html), [translate="no"], time, code, pre, kbd, script, style, noscript, template';
    const AMOUNT = /^[\d\s.,:/–−+×%]*(?:B|kB|KB|MB|GB|ms|s|sec|min|h|hr|days?)?[\s,.]*$/u;
    const LETTER = /\p{L}/u;
    const found = new Set<string>();

    let depth = 0;
    const nodes = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
    for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
      if (node.parentElement?.closest(DATA)) continue;
      let outside = "";
      for (const character of node.nodeValue ?? "") {
        if (character === "[") depth += 1;
        else if (character === "]") depth = Math.max(0, depth - 1);
        else if (depth === 0) outside += character;
      }
      const rest = withoutNames(outside);
      if (LETTER.test(rest) && !AMOUNT.test(rest)) found.add(outside.trim());
    }

    const NAMES = [
      "aria-label",
      "aria-description",
      "aria-valuetext",
      "title",
      "placeholder",
      "alt",
    ];
    for (const element of document.querySelectorAll(NAMES.map((name) => `[${name}]`).join())) {
      if (element.matches(DATA)) continue;
      for (const name of NAMES) {
        const value = withoutNames(element.getAttribute(name) ?? "");
        if (LETTER.test(value) && !/^\[.*\]$/s.test(value)) found.add(`${name}: ${value}`);
      }
    }
    return [...found];
  }, names);
}
