"use client";

import Link from "next/link";
import { buttonVariants } from "@/components/ui/button";
import { ProblemPage } from "./problem-page";

/** Every page carries this one along, so it comes as code once and not as markup with each. */
export function NotFoundView() {
  return (
    <ProblemPage code="404" title="There is nothing here that you can see" action={<Link href="/" prefetch={false} className={buttonVariants()}>Go to the tickets</Link>}>
      <p>The address may be mistyped, or what it named belongs to an organization that you are not a member of.</p>
    </ProblemPage>
  );
}
