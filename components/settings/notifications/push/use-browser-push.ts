import { useEffect, useState } from "react";

import { type BrowserPush, findBrowserPush } from "./browser-push";

/** Null until the browser has answered. `look` asks it again. */
export function useBrowserPush() {
  const [browser, setBrowser] = useState<BrowserPush | null>(null);

  async function look(): Promise<void> {
    setBrowser(await findBrowserPush().catch(() => ({ can: "unsupported" as const })));
  }

  useEffect(() => {
    void look();
  }, []);

  return { browser, look };
}
