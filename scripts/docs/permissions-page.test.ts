import { format, resolveConfig } from "prettier";
import { expect, it } from "vitest";

import { permissionsPage } from "./permissions-page";

const PAGE = "docs/permissions.md";

it("docs/permissions.md matches the table of permissions", async () => {
  const config = await resolveConfig(PAGE);
  const page = await format(permissionsPage(), { ...config, filepath: PAGE });
  await expect(page).toMatchFileSnapshot(`../../${PAGE}`);
});
