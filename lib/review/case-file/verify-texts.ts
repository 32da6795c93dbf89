import type { Translate } from "../../i18n/message";

/** The page and the command fill in what is in braces. */
export function verifyTexts(t: Translate) {
  const [file, row, line, other] = ["{file}", "{row}", "{line}", "{other}"];
  return {
    checking: t("caseFile.checking"),
    good: t("caseFile.good", { root: "{root}" }),
    goodWithoutRoot: t("caseFile.goodWithoutRoot", { root: "{root}" }),
    bad: t("caseFile.bad"),
    unreadable: t("caseFile.unreadable"),
    findings: {
      noManifest: t("caseFile.findings.noManifest", { file }),
      badManifest: t("caseFile.findings.badManifest", { file }),
      manifestChanged: t("caseFile.findings.manifestChanged", { file }),
      otherRoot: t("caseFile.findings.otherRoot"),
      fileMissing: t("caseFile.findings.fileMissing", { file }),
      fileAdded: t("caseFile.findings.fileAdded", { file }),
      fileChanged: t("caseFile.findings.fileChanged", { file }),
      fileSwapped: t("caseFile.findings.fileSwapped", { file, other }),
      fileRedated: t("caseFile.findings.fileRedated", { file }),
      rowChanged: t("caseFile.findings.rowChanged", { file, row }),
      rowMissing: t("caseFile.findings.rowMissing", { file, row }),
      rowAdded: t("caseFile.findings.rowAdded", { file, line }),
      rowMoved: t("caseFile.findings.rowMoved", { file, row, line }),
    },
  };
}
