import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";

import { TextsProvider } from "@/components/i18n/texts-provider";
import { catalogOf } from "@/lib/i18n/catalogs";
import { INTL_LOCALES } from "@/lib/i18n/languages";
import { textsOf } from "@/lib/i18n/texts";
import type { ServiceFilters } from "@/lib/inventory/schemas";

import { NoServices } from "./no-services";

const empty = (filters: ServiceFilters, hasAccounts = true, mayConnect = true) =>
  renderToStaticMarkup(
    <TextsProvider locale={INTL_LOCALES.en} messages={catalogOf("en")}>
      <NoServices filters={filters} hasAccounts={hasAccounts} mayConnect={mayConnect} />
    </TextsProvider>,
  );

const english = textsOf("en");

describe("a list without services", () => {
  it("of a page beyond the end leads to the first page, and keeps a search", () => {
    const markup = empty({ page: 3 });
    expect(markup).toContain(english("services.noMore"));
    expect(markup).toContain('href="/services"');
    expect(markup).not.toContain(english("services.noMatch"));
    const searched = empty({ page: 3, q: "shop" });
    expect(searched).toContain(english("services.noMore"));
    expect(searched).toContain('href="/services?q=shop"');
  });

  it("says that nothing matches only after a search", () => {
    expect(empty({ page: 1, q: "shop" })).toContain(english("services.noMatch"));
    expect(empty({ page: 1 })).toContain(english("services.none"));
  });

  it("leads those who may to the form that connects the first account", () => {
    expect(empty({ page: 1 }, false)).toContain('href="/connections/new"');
    const member = empty({ page: 1 }, false, false);
    expect(member).toContain(english("connections.noneMemberHint"));
    expect(member).not.toContain("href=");
  });
});
