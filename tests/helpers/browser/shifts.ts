import type { BrowserContext, Page } from "@playwright/test";

interface ShiftingWindow extends Window {
  shifts: string[];
}

interface LayoutShift extends PerformanceEntry {
  value: number;
  hadRecentInput: boolean;
  sources: { node: Node | null; previousRect: DOMRect; currentRect: DOMRect }[];
}

/** Records layout shifts without user input, from before the first paint on. */
export async function watchShifts(target: BrowserContext | Page): Promise<void> {
  await target.addInitScript(() => {
    const shifts: string[] = [];
    (window as unknown as ShiftingWindow).shifts = shifts;
    const box = ({ x, y, width, height }: DOMRect) => [x, y, width, height].map(Math.round).join();
    const describe = ({ node, previousRect, currentRect }: LayoutShift["sources"][number]) => {
      const element = node instanceof Element ? node : node?.parentElement;
      const name = [element?.tagName.toLowerCase(), ...(element?.classList ?? [])].slice(0, 4);
      return `${name.join(".")} from ${box(previousRect)} to ${box(currentRect)}`;
    };
    new PerformanceObserver((list) => {
      for (const shift of list.getEntries() as LayoutShift[]) {
        if (shift.hadRecentInput) continue;
        const moved = shift.sources.filter(
          ({ previousRect, currentRect }) => box(previousRect) !== box(currentRect),
        );
        // A font file that loads late may move texts by a fraction of a pixel.
        if (moved.length === 0 || shift.value < 0.0001) continue;
        shifts.push(`${shift.value.toFixed(4)}: ${moved.map(describe).join("; ")}`);
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
}

/** Of the current document. */
export async function shiftsOn(page: Page): Promise<string[]> {
  return page.evaluate(() => (window as unknown as ShiftingWindow).shifts);
}
