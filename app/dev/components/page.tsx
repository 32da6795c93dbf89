import type { Metadata } from "next";
import { notFound } from "next/navigation";

import { env } from "@/lib/env";

import { ComponentSamples } from "./_components/component-samples";

// Built ahead, the page would ask for the environment of the build.
export const dynamic = "force-dynamic";

export const metadata: Metadata = { title: "Components" };

/** For development only: every component in every state, with fixed data. */
export default async function ComponentsPage() {
  if (env().NODE_ENV === "production") notFound();
  return <ComponentSamples />;
}
