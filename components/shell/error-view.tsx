"use client";

import { useEffect } from "react";

import { Button } from "@/components/ui/button";
import { useTexts } from "#texts";

import { ProblemPage } from "./problem-page";
import { PRODUCT_NAME } from "./product-name";

/** `reference` identifies the error in the server's log. */
export function ErrorView({
  reference,
  retry,
}: {
  reference: string | undefined;
  retry: () => void;
}) {
  const t = useTexts();
  const title = t("problemPage.error");
  // A failed page has no title, because its metadata may have failed too.
  useEffect(() => {
    document.title = `${title} · ${PRODUCT_NAME}`;
  }, [title]);
  return (
    <ProblemPage
      code={t("problemPage.errorCode")}
      title={title}
      action={<Button onClick={retry}>{t("common.tryAgain")}</Button>}
    >
      <p>{t("problemPage.errorHint")}</p>
      {reference ? (
        <p>
          {t("problemPage.reference")}{" "}
          <code translate="no" className="font-mono text-foreground">
            {reference}
          </code>
        </p>
      ) : null}
    </ProblemPage>
  );
}
