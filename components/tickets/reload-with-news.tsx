"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** Shows the page anew, once, with what the provider just told; what is being typed stays. */
export function ReloadWithNews({ providerName }: { providerName: string }) {
  const router = useRouter();
  useEffect(() => router.refresh(), [router]);
  return <>{providerName} had news; the page is brought up to date.</>;
}
