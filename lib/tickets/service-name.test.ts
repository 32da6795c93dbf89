import { describe, expect, it } from "vitest";

import { textsOf } from "../i18n/texts";
import { shownServiceName } from "./service-name";

const t = textsOf("en");
const ID = "1swdtv9h734h1";
const shown = (name: string | null, listedName: string | null = null, externalId = ID) =>
  shownServiceName(t, "upsun", { name, listedName, externalId, kind: "project" });

describe("the name of a service", () => {
  it("is the inventory's rather than the ticket's", () => {
    expect(shown("Shop", "Northwind Shop")).toBe("Northwind Shop");
    expect(shown(ID, "webshop2024")).toBe("webshop2024");
  });

  it("is the ticket's if the inventory has none", () => {
    expect(shown("Production1")).toBe("Production1");
    expect(shown("web1.example.com", ID)).toBe("web1.example.com");
  });

  it("is the kind and the id if neither has one", () => {
    expect(shown(ID)).toBe(`Project ${ID}`);
    expect(shown(null, " ")).toBe(`Project ${ID}`);
  });

  it("is the kind without a name and an id", () =>
    expect(
      shownServiceName(t, "upsun", {
        name: null,
        listedName: null,
        externalId: null,
        kind: "project",
      }),
    ).toBe("Project"));
});
