import "./globals.css";

import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";

import { PRODUCT_NAME } from "@/components/shell/product-name";
import { FollowLinks } from "@/components/ui/navigation/follow-links";
import { requestLanguage, requestTexts } from "@/lib/server/request-texts";

import { BrowserTexts } from "./browser-texts";
import { readDensity, readTheme } from "./theme";

/** Texts of the browser components of every page. */
const LAYOUT_TEXTS = [
  "common",
  "shell",
  "problemPage",
  "theme",
  "shortcuts",
  "palette",
  "failure",
  "time",
] as const;

export async function generateMetadata(): Promise<Metadata> {
  const [t, language] = await Promise.all([requestTexts(), requestLanguage()]);
  // Next's document of an error is empty until scripts run, but has the metadata.
  const url = `/error-${language}.css`;
  return {
    icons: { other: { rel: "stylesheet", url, media: "(scripting: none)" } },
    title: { default: PRODUCT_NAME, template: `%s · ${PRODUCT_NAME}` },
    description: t("shell.description"),
    robots: { index: false, follow: false },
  };
}

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  colorScheme: "light dark",
};

/** Language, theme and density are part of the server's HTML, so that nothing flashes without scripts. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const [theme, density, language, t] = await Promise.all([
    readTheme(),
    readDensity(),
    requestLanguage(),
    requestTexts(),
  ]);
  return (
    <html
      lang={language}
      data-theme={theme === "system" ? undefined : theme}
      data-density={density === "compact" ? undefined : density}
    >
      <body className="bg-background font-sans text-foreground">
        <FollowLinks />
        <p role="alert" hidden className="offline-note">
          {t("failure.notOpened")}
        </p>
        <BrowserTexts features={LAYOUT_TEXTS}>{children}</BrowserTexts>
      </body>
    </html>
  );
}
