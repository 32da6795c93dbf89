import { expect, it } from "vitest";

import { serviceFacts } from "./service-facts";

it("names a service's details in words and leaves out what is empty", () => {
  expect(
    serviceFacts({
      diskUsedMb: null,
      primary_domain: "",
      ipAddress: "192.0.2.1",
      suspended: false,
      php_versions: ["8.3", "8.4"],
      cores: 4,
      tags: [],
    }),
  ).toEqual([
    { label: "IP address", value: "192.0.2.1" },
    { label: "Suspended", value: "No" },
    { label: "PHP versions", value: "8.3, 8.4" },
    { label: "Cores", value: "4" },
  ]);
});
