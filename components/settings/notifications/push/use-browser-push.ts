import { useEffect, useState } from "react";

import { type BrowserPush, findBrowserPush } from "./browser-push";

const ask = (): Promise<BrowserPush> =>
  findBrowserPush().catch(() => ({ can: "unsupported" as const }));

/** Null until the browser has answered. `look` asks it again. */
export function useBrowserPush() {
  const [browser, setBrowser] = useState<BrowserPush | null>(null);

  useEffect(() => {
    void ask().then(setBrowser);
  }, []);

  return { browser, look: async () => setBrowser(await ask()) };
}
