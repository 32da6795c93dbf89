"use client";

import { buttonVariants } from "@/components/ui/button";
import { Link } from "@/components/ui/navigation/link";
import { useTexts } from "#texts";

import { ProblemPage } from "./problem-page";

/** A client component: every page includes it, and markup would be repeated with each. */
export function NotFoundView() {
  const t = useTexts();
  return (
    <ProblemPage
      code="404"
      title={t("problemPage.notFound")}
      action={
        <Link href="/" className={buttonVariants()}>
          {t("problemPage.goToTickets")}
        </Link>
      }
    >
      <p>{t("problemPage.notFoundHint")}</p>
    </ProblemPage>
  );
}
