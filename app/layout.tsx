import "./globals.css";

import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";

import { readTheme } from "./theme";

export const metadata: Metadata = {
  title: { default: "Ticketbridge", template: "%s · Ticketbridge" },
  description: "One place for the tickets you file with your hosting providers.",
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  colorScheme: "light dark",
};

/** The theme is part of the server's HTML, so that nothing flashes without scripts. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = await readTheme();
  return (
    <html lang="en" data-theme={theme === "system" ? undefined : theme}>
      <body className="bg-background font-sans text-foreground">{children}</body>
    </html>
  );
}
