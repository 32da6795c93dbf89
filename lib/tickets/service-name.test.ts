import { describe, expect, it } from "vitest";

import { textsOf } from "../i18n/texts";
import { shownServiceName } from "./service-name";

const t = textsOf("en");
const PROJECT = "1swdtv9h734h1";
const SUBSCRIPTION = "1730634";
const shown = (name: string | null, listedName: string | null = null) =>
  shownServiceName(t, "upsun", { name, listedName, externalId: SUBSCRIPTION, kind: "project" });

describe("the name of a service", () => {
  it("is the inventory's rather than the ticket's", () => {
    expect(shown("Shop", "Northwind Shop")).toBe("Northwind Shop");
    expect(shown(PROJECT, "webshop2024")).toBe("webshop2024");
  });

  it("is the ticket's if the inventory has none", () => {
    expect(shown("Production")).toBe("Production");
    expect(shown("web1.example.com", SUBSCRIPTION)).toBe("web1.example.com");
  });

  it("is the kind and the id if neither has one", () => {
    expect(shown(PROJECT)).toBe(`Project ${PROJECT}`);
    expect(shown(null, " ")).toBe(`Project ${SUBSCRIPTION}`);
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
