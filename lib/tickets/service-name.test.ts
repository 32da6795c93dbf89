import { describe, expect, it } from "vitest";

import { textsOf } from "../i18n/texts";
import { shownServiceName } from "./service-name";

const t = textsOf("en");
const ID = "1swdtv9h734h1";
const shown = (name: string | null, listedName: string | null = null) =>
  shownServiceName(t, "upsun", { name, listedName, kind: "project" });

describe("the name of a service", () => {
  it("is the ticket's, if that is a name", () => {
    expect(shown("Shop", "Northwind Shop")).toBe("Shop");
    expect(shown("web1.example.com", ID)).toBe("web1.example.com");
  });

  it("is the inventory's where the ticket has an id only", () =>
    expect(shown(ID, "Northwind Shop")).toBe("Northwind Shop"));

  it("says what an id stands for", () => {
    expect(shown(ID)).toBe(`Project ${ID}`);
    expect(shown(ID, ID)).toBe(`Project ${ID}`);
  });

  it("is the kind without any name", () => expect(shown(null, " ")).toBe("Project"));
});
