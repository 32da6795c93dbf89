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

it("lists what is nested under both names", () => {
  expect(
    serviceFacts({
      resources: { memoryMb: 2048, cpuCores: 1, note: null },
      billing: {},
      sizes: [{ gb: 1 }],
    }),
  ).toEqual([
    { label: "Resources memory MB", value: "2048" },
    { label: "Resources CPU cores", value: "1" },
    { label: "Sizes", value: '{"gb":1}' },
  ]);
});
