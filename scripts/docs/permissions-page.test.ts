import { format, resolveConfig } from "prettier";
import { expect, it } from "vitest";

import { permissionsPage } from "./permissions-page";

const PAGE = "docs/permissions.md";

it("the page of permissions is that of the table", async () => {
  const config = await resolveConfig(PAGE);
  const page = await format(permissionsPage(), { ...config, filepath: PAGE });
  await expect(page).toMatchFileSnapshot(`../../${PAGE}`);
});
