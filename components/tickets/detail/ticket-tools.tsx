"use client";

import { Printer } from "lucide-react";
import type { Route } from "next";
import { type ReactNode, useSyncExternalStore } from "react";

import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { useTexts } from "#texts";

interface TicketToolsProps {
  /** The ticket's page, as it is now. */
  page: Route;
  /** Its number, and our reference if it has one. */
  reference: string;
  /** The buttons that follow and mute. */
  children?: ReactNode;
}

const never = () => () => undefined;

/** Tools for a ticket's page, not for the ticket. */
export function TicketTools({ page, reference, children }: TicketToolsProps) {
  const t = useTexts();
  const address = useSyncExternalStore(
    never,
    () => new URL(page, location.href).href,
    () => page,
  );
  return (
    <div
      role="group"
      data-commands=""
      aria-label={t("ticketTools.label")}
      className="grid grid-cols-2 gap-2 sm:max-lg:flex sm:max-lg:flex-wrap print:hidden"
    >
      {children}
      <CopyButton
        text={address}
        label={t("ticketTools.copyLink")}
        copied={t("ticketTools.copied")}
      />
      <CopyButton
        text={reference}
        label={t("ticketTools.copyReference")}
        copied={t("ticketTools.copied")}
      />
      <Button
        variant="secondary"
        size="small"
        onClick={() => window.print()}
        className="col-span-full"
      >
        <Printer aria-hidden />
        {t("ticketTools.print")}
      </Button>
    </div>
  );
}
