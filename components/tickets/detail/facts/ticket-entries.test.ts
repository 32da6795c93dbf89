import { expect, it } from "vitest";

import { splitEntries } from "./ticket-entries";

const entry = (key: string) => ({ key, label: key, value: key });
const user = (key: string, name: string | null) => ({
  key,
  label: key,
  kind: "text" as const,
  value: "id",
  isId: true,
  name,
  staffOnly: false,
});

it("shows the main facts in their order, and every other one behind them", () => {
  const entries = ["account", "opened", "category", "fields.plan"].map(entry);
  const { main, others } = splitEntries(entries, {
    mainDetails: ["category", "turnSince", "opened"],
    details: [],
  });
  expect(main.map(({ key }) => key)).toEqual(["category", "opened"]);
  expect(others.map(({ key }) => key)).toEqual(["account", "fields.plan"]);
});

it("shows text that was only filed here first, below the priority that it explains", () => {
  const filed = { ...entry("filed.customerImpact"), isAsFiled: true };
  const { main, others } = splitEntries([entry("account"), entry("category"), filed], {
    mainDetails: ["category"],
    details: [],
  });
  expect(main).toEqual([filed, entry("category")]);
  expect(others.map(({ key }) => key)).toEqual(["account"]);
});

it("shows an id by its name among the main facts, and as it is among the others", () => {
  const entries = [entry("fields.agent"), { ...entry("fields.owner"), name: "Anna" }];
  const { main, others } = splitEntries(entries, {
    mainDetails: ["fields.agent", "fields.owner"],
    details: [user("agent", null), user("owner", "Anna")],
  });
  expect(main.map(({ key }) => key)).toEqual(["fields.owner"]);
  expect(main[0]?.value).not.toBe("fields.owner");
  expect(others).toEqual(entries);
});
