import { CaseFilePanel } from "@/components/cases/case-file-panel";
import type { Viewer } from "@/lib/auth/types";
import { listCaseFiles } from "@/lib/review/case-file/queries";
import { caseFileUrl } from "@/lib/routes";
import { requestTexts } from "@/lib/server/request-texts";

export async function CaseFiles({ viewer, ticketId }: { viewer: Viewer; ticketId: string }) {
  const [t, caseFiles] = await Promise.all([requestTexts(), listCaseFiles(viewer, ticketId)]);
  return (
    <CaseFilePanel
      href={caseFileUrl(ticketId)}
      hint={t("caseFile.hint")}
      logged={t("caseFile.logged")}
      caseFiles={caseFiles}
      locale={viewer}
    />
  );
}
