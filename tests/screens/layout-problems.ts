import type { Page } from "@playwright/test";

/** Finds pages wider than the window, words squeezed to a letter a line, and unwanted motion. */
export async function layoutProblems(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const { scrollWidth, clientWidth } = document.documentElement;
    const over = scrollWidth - clientWidth;
    if (over > 0) found.push(`${over} pixels wider than the window`);

    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      const words = (text.textContent ?? "").trim();
      if (words.length < 6) continue;
      range.selectNodeContents(text);
      const { width, height } = range.getBoundingClientRect();
      const { parentElement } = text;
      if (!parentElement) continue;
      const size = Number.parseFloat(getComputedStyle(parentElement).fontSize);
      if (width > 0 && width < 2 * size && height > 4 * size) found.push(`squeezed: ${words}`);
    }

    if (matchMedia("(prefers-reduced-motion)").matches)
      for (const one of document.getAnimations())
        // One that follows the finger does not move by itself.
        if (one.playState === "running" && one.timeline === document.timeline)
          found.push(`still moves: ${(one as CSSAnimation).animationName ?? one.id}`);
    return found;
  });
}
