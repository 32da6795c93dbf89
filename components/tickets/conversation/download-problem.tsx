import { ReloadButton } from "@/components/feedback/reload-button";
import { useTexts } from "#texts";

import { SignInAgain } from "../../feedback/sign-in-again";
import type { DownloadFailure } from "./download";

export interface DownloadProblemProps {
  failure: DownloadFailure;
}

/** Says why a file was not downloaded. */
export function DownloadProblem({ failure }: DownloadProblemProps) {
  const t = useTexts();
  return (
    <>
      <span className="text-pretty">
        {t("download.failedShort")} {failure.message}
        {failure.words ? (
          <>
            {" "}
            {t("failure.theProviderSays")} <q lang="">{failure.words}</q>
          </>
        ) : null}
      </span>
      {failure.code === "unauthenticated" ? (
        <span>
          <SignInAgain />
        </span>
      ) : null}
      {failure.code === "outdated" ? (
        <span>
          <ReloadButton />
        </span>
      ) : null}
    </>
  );
}
