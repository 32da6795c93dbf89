import { expect, it } from "vitest";

import { textsOf } from "@/lib/i18n/texts";
import { english } from "@/tests/helpers/texts";

import { serviceChanges, type ServiceFact, serviceFacts } from "./service-facts";

const known = (label: string, value: string): ServiceFact => ({
  label,
  isLabelKnown: true,
  value,
  isValueOurs: false,
});
const unknown = (label: string, value: string) => ({ ...known(label, value), isLabelKnown: false });
const ours = (fact: ServiceFact) => ({ ...fact, isValueOurs: true });

it("names a service's details in words and leaves out what is empty", () => {
  expect(
    serviceFacts(english, "hostup", {
      diskUsedMb: null,
      primary_domain: "",
      ipAddress: "192.0.2.1",
      suspended: false,
      php_versions: ["8.3", "8.4"],
      cores: 4,
      tags: [],
    }),
  ).toEqual([
    known("IP address", "192.0.2.1"),
    ours(unknown("Suspended", "No")),
    unknown("PHP versions", "8.3, 8.4"),
    unknown("Cores", "4"),
  ]);
});

it("writes codes as words, and leaves names alone", () => {
  const details = {
    environment: "env_production",
    planName: "shop_large",
    primaryDomain: "a_b.test",
  };
  const values = serviceFacts(english, "upsun", details).map(({ value }) => value);
  expect(values).toEqual(["Env production", "shop_large", "a_b.test"]);
});

it("lists what is nested under both names", () => {
  expect(
    serviceFacts(english, "hostup", {
      resources: { memoryMb: 2048, cpuCores: 1, gpuCores: 2, note: null },
      billing: {},
      sizes: [{ gb: 1 }],
    }),
  ).toEqual([
    ours(known("Memory", "2 GB")),
    known("CPU cores", "1"),
    unknown("Resources gpu cores", "2"),
    unknown("Sizes", '{"gb":1}'),
  ]);
});

it("writes sizes as people say them", () => {
  const sizes = { diskUsedMb: 10_220, resources: { memoryMb: 512, diskGb: 1_200 } };
  expect(serviceFacts(english, "hostup", sizes).map(({ value }) => value)).toEqual([
    "10.2 GB",
    "512 MB",
    "1,200 GB",
  ]);
  expect(serviceFacts(english, "hostup", { diskUsedMb: "full" })).toEqual([
    known("Disk used", "full"),
  ]);
});

it("speaks the reader's language where the fact is known", () => {
  expect(
    serviceFacts(textsOf("sv"), "hostup", {
      autoRenew: true,
      billing: { planName: "Start" },
      ttl: 60,
    }),
  ).toEqual([
    ours(known("Automatisk förnyelse", "Ja")),
    known("Abonnemangets namn", "Start"),
    unknown("Ttl", "60"),
  ]);
});

it("a status in another case is no difference, in no language", () => {
  const service = { details: { status: "Active" }, status: "active", newDetails: null };
  for (const language of ["en", "sv"] as const)
    expect(serviceChanges(textsOf(language), "hostup", service)).toEqual([]);
  const now = { ...service, status: "suspended" };
  expect(serviceChanges(textsOf("sv"), "hostup", now)).toEqual([
    { then: ours(known("Status", "Aktiv")), now: ours(known("Status", "Avstängd")) },
  ]);
});

it("tells what is different of a service now, and its status in any case", () => {
  const changes = (newDetails: Record<string, string> | null, status: string | null) =>
    serviceChanges(english, "hostup", {
      details: { planName: "VPS M", region: "se-1" },
      newDetails,
      status,
    });
  expect(changes({ planName: "VPS L", region: "SE-1", ipAddress: "192.0.2.1" }, "active")).toEqual([
    { then: known("Plan name", "VPS M"), now: known("Plan name", "VPS L") },
    { then: null, now: ours(known("Status", "Active")) },
  ]);
  expect(changes(null, null)).toEqual([]);
});
