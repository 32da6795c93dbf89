import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it, vi } from "vitest";

import { syncState } from "@/components/freshness/sync-state";
import { TextsProvider } from "@/components/i18n/texts-provider";
import { catalogOf } from "@/lib/i18n/catalogs";
import { INTL_LOCALES } from "@/lib/i18n/languages";

import { ComponentSamples } from "./_components/component-samples";
import { SAMPLE_FRESHNESS } from "./_components/sample-freshness";
import { SAMPLE_NOW } from "./_components/sample-time";

/** Leaves NODE_ENV alone: React would load its other build and keep it for later tests. */
async function openPage(mode: string) {
  vi.resetModules();
  vi.doMock("@/lib/env", async (original) => ({
    ...(await original<object>()),
    env: () => ({ NODE_ENV: mode }),
  }));
  try {
    const { default: ComponentsPage } = await import("./page");
    return await ComponentsPage({ searchParams: Promise.resolve({}) });
  } finally {
    vi.doUnmock("@/lib/env");
    vi.resetModules();
  }
}

describe("the page of components", () => {
  it("shows each section with samples, under different headings", () => {
    const html = renderToStaticMarkup(
      <TextsProvider locale={INTL_LOCALES.en} messages={catalogOf("en")}>
        <ComponentSamples />
      </TextsProvider>,
    );
    const sections = html.split("<section aria-label=").slice(1);
    expect(sections.length).toBeGreaterThanOrEqual(11);
    const names = [...html.matchAll(/<h3[^>]*>([^<]+)<\/h3>/g)].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(100);
    expect(names).toEqual([...new Set(names)]);
  });

  it("opens in development", async () => {
    await expect(openPage("development")).resolves.toBeDefined();
  });

  it("is not found in production", async () => {
    await expect(openPage("production")).rejects.toMatchObject({
      digest: "NEXT_HTTP_ERROR_FALLBACK;404",
    });
  });

  it.each(SAMPLE_FRESHNESS)("names the state of a connection: $name", ({ state, freshness }) => {
    expect(syncState(freshness, SAMPLE_NOW)).toBe(state);
  });
});
