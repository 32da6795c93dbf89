import { expect, it } from "vitest";

import { providers } from "./registry";

it("are facts that customers may see, five at most", () => {
  for (const { details, mainDetails = [] } of providers()) {
    expect(mainDetails.length).toBeLessThanOrEqual(5);
    const shown = details.filter(({ staffOnly }) => !staffOnly).map(({ key }) => `fields.${key}`);
    const own = mainDetails.filter((key) => key.startsWith("fields."));
    expect(shown).toEqual(expect.arrayContaining(own));
  }
});
