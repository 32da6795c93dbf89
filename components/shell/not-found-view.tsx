"use client";

import Link from "next/link";

import { buttonVariants } from "@/components/ui/button";

import { ProblemPage } from "./problem-page";

/** A client component: every page includes it, and markup would be repeated with each. */
export function NotFoundView() {
  return (
    <ProblemPage
      code="404"
      title="Page not found"
      action={
        <Link href="/" prefetch={false} className={buttonVariants()}>
          Go to the tickets
        </Link>
      }
    >
      <p>The link may be wrong, or you may not have access to it.</p>
    </ProblemPage>
  );
}
