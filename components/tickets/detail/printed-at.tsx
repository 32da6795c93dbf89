import { useEffect, useState } from "react";

import { exactTime, type Locale } from "@/components/ui/time/format-time";
import { useTexts } from "#texts";

const FOLDED = "details:not([open], [data-covered])";

/**
 * Prints the address and time of printing. Opens folded parts, but none that are covered, so that
 * they are printed in full.
 */
export function PrintedAt({ locale: { timeZone, language } }: { locale: Locale }) {
  const t = useTexts();
  const [printed, setPrinted] = useState<{ address: string; time: string } | null>(null);

  useEffect(() => {
    let opened: HTMLDetailsElement[] = [];
    function before() {
      setPrintedNow();
      if (opened.length > 0) return;
      opened = [...document.querySelectorAll<HTMLDetailsElement>(FOLDED)];
      for (const details of opened) details.open = true;
    }
    function after() {
      for (const details of opened) details.open = false;
      opened = [];
    }
    function setPrintedNow() {
      setPrinted({ address: location.href, time: exactTime(new Date(), { timeZone, language }) });
    }
    const print = window.matchMedia("print");
    const timer = setTimeout(() => (print.matches ? before() : setPrintedNow()));
    const change = () => (print.matches ? before() : after());
    print.addEventListener("change", change);
    window.addEventListener("beforeprint", before);
    window.addEventListener("afterprint", after);
    return () => {
      clearTimeout(timer);
      print.removeEventListener("change", change);
      window.removeEventListener("beforeprint", before);
      window.removeEventListener("afterprint", after);
    };
  }, [timeZone, language]);

  return (
    <p className="hidden border-t pt-3 text-xs print:block">
      {printed ? t("ticketLive.printed", printed) : null}
    </p>
  );
}
