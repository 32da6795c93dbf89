import { useState } from "react";

import { useTexts } from "#texts";

import { DENSITIES, type Density } from "./density";

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** The cookie lets the server render it, so that the next page does not flash. */
function applyDensity(density: Density): void {
  document.documentElement.dataset.density = density;
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `density=${density}; path=/; max-age=${YEAR_SECONDS}; samesite=lax${secure}`;
}

const shownDensity = (): Density =>
  document.documentElement.dataset.density === "comfortable" ? "comfortable" : "compact";

/** The height of the list's rows, in this browser. */
export function DensityChoice() {
  const t = useTexts();
  const [density, setDensity] = useState(shownDensity);
  return (
    <fieldset>
      <legend className="text-[0.8125rem] text-muted-foreground">{t("density.label")}</legend>
      <div className="mt-1 flex flex-wrap gap-x-5">
        {DENSITIES.map((choice) => (
          <label key={choice} className="flex min-h-9 items-center gap-2 pointer-coarse:min-h-11">
            <input
              type="radio"
              name="density"
              value={choice}
              checked={density === choice}
              onChange={() => {
                setDensity(choice);
                applyDensity(choice);
              }}
              className="size-4 accent-primary"
            />
            {t(`density.${choice}`)}
          </label>
        ))}
      </div>
      <p className="text-[0.8125rem] text-pretty text-muted-foreground">{t("density.hint")}</p>
    </fieldset>
  );
}
