import type { Metadata } from "next";
import { notFound } from "next/navigation";

import { PageTexts } from "@/app/browser-texts";
import { type SearchParams, singleValues } from "@/app/search-params";
import { env } from "@/lib/env";
import { catalogOf } from "@/lib/i18n/catalogs";
import type { Messages } from "@/lib/i18n/message";

import { ComponentSamples } from "./_components/component-samples";

// Built ahead, the page would ask for the environment of the build.
export const dynamic = "force-dynamic";

export const metadata: Metadata = { title: "Components" };

/** For development only: every component in every state, with fixed data; `?theme=` for either theme. */
export default async function ComponentsPage({ searchParams }: { searchParams: SearchParams }) {
  if (env().NODE_ENV === "production") notFound();
  const { theme } = await singleValues(searchParams);
  return (
    <PageTexts features={Object.keys(catalogOf("en")) as Array<keyof Messages>}>
      <div
        data-theme={theme === "light" || theme === "dark" ? theme : undefined}
        className="bg-background text-foreground"
      >
        <ComponentSamples />
      </div>
    </PageTexts>
  );
}
