import { expect, it } from "vitest";

import { textsOf } from "@/lib/i18n/texts";
import { english } from "@/tests/helpers/texts";

import { serviceFacts } from "./service-facts";

it("names a service's details in words and leaves out what is empty", () => {
  expect(
    serviceFacts(english, {
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
    serviceFacts(english, {
      resources: { memoryMb: 2048, cpuCores: 1, gpuCores: 2, note: null },
      billing: {},
      sizes: [{ gb: 1 }],
    }),
  ).toEqual([
    { label: "Memory (MB)", value: "2048" },
    { label: "CPU cores", value: "1" },
    { label: "Resources gpu cores", value: "2" },
    { label: "Sizes", value: '{"gb":1}' },
  ]);
});

it("speaks the reader's language where the fact is known", () => {
  expect(
    serviceFacts(textsOf("sv"), { autoRenew: true, billing: { planName: "Start" }, ttl: 60 }),
  ).toEqual([
    { label: "Automatisk förnyelse", value: "Ja" },
    { label: "Abonnemangets namn", value: "Start" },
    { label: "Ttl", value: "60" },
  ]);
});
