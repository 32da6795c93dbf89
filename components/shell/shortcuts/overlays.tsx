import { useEffect } from "react";

import { useLoaded } from "@/components/ui/hooks/use-loaded";

import type { Reach } from "../palette/palette-entries";
import { type Overlay, showOverlay } from "./overlay";

const loadHelp = () => import("./shortcuts-dialog").then((module) => module.ShortcutsDialog);
const loadPalette = () => import("../palette/palette").then((module) => module.Palette);

interface OverlaysProps extends Reach {
  overlay: Overlay | null;
  /** True if single-key shortcuts are enabled. */
  enabled: boolean;
}

const close = () => showOverlay(null);

/** The dialogs that keys open. */
export function Overlays({ overlay, enabled, ...reach }: OverlaysProps) {
  const { Component: Help, load: loadShortcuts } = useLoaded(loadHelp);
  const { Component: Palette, load: preparePalette } = useLoaded(loadPalette);

  useEffect(() => {
    if (overlay === "shortcuts") loadShortcuts();
    else preparePalette();
  }, [overlay, loadShortcuts, preparePalette]);

  const isCustomer = reach.audience === "customer";
  return (
    <>
      {Help ? (
        <Help
          open={overlay === "shortcuts"}
          onClose={close}
          enabled={enabled}
          isCustomer={isCustomer}
          mayWrite={isCustomer && reach.mayWrite}
        />
      ) : null}
      {Palette && overlay === "palette" ? <Palette {...reach} onClose={close} /> : null}
    </>
  );
}
