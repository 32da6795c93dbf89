import { Download } from "lucide-react";
import type { Route } from "next";

import { Panel } from "@/components/ui/panel";
import type { Locale } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import type { CaseFileView } from "@/lib/review/case-file/queries";
import { useTexts } from "#texts";

import { CaseFileLink } from "./case-file-link";

interface CaseFilePanelProps {
  href: Route;
  hint: string;
  logged: string;
  caseFiles: readonly CaseFileView[];
  locale: Locale;
}

/** Exports a case file, and shows the root hashes of earlier ones. */
export function CaseFilePanel(props: CaseFilePanelProps) {
  const { href, hint, logged, caseFiles, locale } = props;
  const t = useTexts();
  return (
    <Panel title={t("caseFile.title")}>
      <div className="grid gap-3 p-4 text-[0.8125rem]">
        <p>{hint}</p>
        <p className="text-muted-foreground">{logged}</p>
        <p>
          <CaseFileLink
            href={href}
            newest={caseFiles.find(({ root }) => root !== null)?.id ?? null}
            made={t("caseFile.made")}
          >
            <Download aria-hidden />
            {t("caseFile.export")}
          </CaseFileLink>
        </p>
        {caseFiles.length > 0 ? (
          <section aria-label={t("caseFile.earlier")}>
            <h3 className="font-semibold">{t("caseFile.earlier")}</h3>
            <ul className="mt-1 grid gap-2">
              {caseFiles.map((file) => (
                <CaseFileItem key={file.id} file={file} locale={locale} />
              ))}
            </ul>
          </section>
        ) : null}
      </div>
    </Panel>
  );
}

function CaseFileItem({ file, locale }: { file: CaseFileView; locale: Locale }) {
  const t = useTexts();
  const name = file.madeBy ?? t("access.staff");
  return (
    <li>
      <span className="flex flex-wrap justify-between gap-x-4">
        <span>{t(file.root ? "caseFile.by" : "caseFile.unfinished", { name })}</span>
        <Time at={file.at} locale={locale} show="full" className="text-muted-foreground" />
      </span>
      {file.root ? (
        <code translate="no" className="text-xs [overflow-wrap:anywhere]">
          {file.root}
        </code>
      ) : null}
    </li>
  );
}
