"use client";

import Link from "next/link";

import { buttonVariants } from "@/components/ui/button";

import { ProblemPage } from "./problem-page";

/** Every page carries this one along, so it comes as code once and not as markup with each. */
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
