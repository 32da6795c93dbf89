"use client";

import { useState, useTransition } from "react";

import { actionResult } from "@/components/feedback/action-result";
import { FailureAlert } from "@/components/feedback/failure-alert";
import { Alert } from "@/components/ui/alert";
import { buttonVariants } from "@/components/ui/button";
import { useFocusedText } from "@/components/ui/hooks/use-focused-text";
import { Panel } from "@/components/ui/panel";
import { Spinner } from "@/components/ui/spinner";
import { type Locale, timeWithSeconds } from "@/components/ui/time/format-time";
import type { PushSettings } from "@/lib/notifications/push/queries";
import type { PushSubscriptionInput } from "@/lib/notifications/push/schemas";
import type { Failure, Result } from "@/lib/result";
import { useTexts } from "#texts";

import { subscribeBrowser, unsubscribeBrowser } from "./browser-push";
import { PushDeviceItem } from "./push-device-item";
import { useBrowserPush } from "./use-browser-push";

export interface PushPanelProps {
  push: PushSettings;
  locale: Locale;
  /** Server actions, which refresh the page themselves. */
  subscribe: (input: PushSubscriptionInput) => Promise<Result<{ id: string }>>;
  remove: (input: { id: string }) => Promise<Result<{ id: string }>>;
  sendTest: (input: Record<string, never>) => Promise<Result<{ count: number }>>;
}

type Problem = "blocked" | "dismissed" | "failed" | { failure: Failure; title: string };

/** Lists the viewer's browsers with pushes, and turns pushes on in this one. */
export function PushPanel({ push, locale, subscribe, remove, sendTest }: PushPanelProps) {
  const t = useTexts();
  const { browser, look } = useBrowserPush();
  const [done, setDone] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const [pending, startTransition] = useTransition();
  const status = useFocusedText(done);
  const { publicKey, devices } = push;
  const here = browser?.can === "show" ? browser.endpointHash : null;
  const isOn = devices.some(({ endpointHash }) => endpointHash === here);
  const timeOf = timeWithSeconds(
    devices.map(({ addedAt }) => addedAt),
    locale,
  );

  function run(work: () => Promise<string | Problem>): void {
    if (pending) return;
    setDone("");
    setProblem(null);
    startTransition(async () => {
      const result = await work();
      if (typeof result === "string" && !isProblem(result)) setDone(result);
      else setProblem(result);
    });
  }

  const turnOn = async (): Promise<string | Problem> => {
    const found = await subscribeBrowser(publicKey).catch(() => "failed" as const);
    if (typeof found === "string") return found;
    const result = await actionResult(t, subscribe(found));
    await look();
    if (result.ok) return t("noticeSettings.push.turnedOn");
    return { failure: result, title: t("noticeSettings.push.notTurnedOn") };
  };

  const removeOne = async ({ id, name, endpointHash }: PushSettings["devices"][number]) => {
    const result = await actionResult(t, remove({ id }));
    if (!result.ok) return { failure: result, title: t("noticeSettings.push.notRemoved") };
    if (endpointHash === here) await unsubscribeBrowser();
    await look();
    return t("noticeSettings.push.removed", { name });
  };

  const test = async (): Promise<string | Problem> => {
    const result = await actionResult(t, sendTest({}));
    if (result.ok) return t("noticeSettings.push.tested", { count: result.data.count });
    return { failure: result, title: t("noticeSettings.notTested") };
  };

  return (
    <Panel title={t("noticeSettings.push.title")}>
      <div className="grid justify-items-start gap-3 px-4 py-4">
        <p className="max-w-[62ch] text-pretty text-muted-foreground">
          {t("noticeSettings.push.about")}{" "}
          {browser?.can === "show" && !isOn ? t("noticeSettings.push.off") : null}
        </p>
        {isOn ? null : browser === null || browser.can === "show" ? (
          <PushButton
            label={t("noticeSettings.push.turnOn")}
            pending={pending}
            disabled={browser === null}
            onClick={() => run(turnOn)}
          />
        ) : (
          <p className="max-w-[62ch] text-pretty">{t(REASONS[browser.can])}</p>
        )}
        <div aria-live="polite" className="w-full not-has-[:not(:empty)]:sr-only">
          <p ref={status} tabIndex={-1} className="outline-none empty:hidden">
            {done}
          </p>
          <ProblemAlert problem={problem} />
        </div>
      </div>
      {devices.length > 0 ? (
        <>
          <ul aria-label={t("noticeSettings.push.devices")} className="divide-y border-t">
            {devices.map((device) => (
              <PushDeviceItem
                key={device.id}
                device={device}
                locale={locale}
                addedAt={timeOf(device.addedAt)}
                isHere={device.endpointHash === here}
                pending={pending}
                onRemove={() => run(() => removeOne(device))}
              />
            ))}
          </ul>
          <div className="border-t px-4 py-4">
            <PushButton
              label={t("noticeSettings.test")}
              pending={pending}
              disabled={browser === null}
              onClick={() => run(test)}
            />
          </div>
        </>
      ) : null}
    </Panel>
  );
}

const REASONS = {
  unsupported: "noticeSettings.push.unsupported",
  home_screen: "noticeSettings.push.homeScreen",
  blocked: "noticeSettings.push.blocked",
} as const;

const isProblem = (result: string): result is "blocked" | "dismissed" | "failed" =>
  result === "blocked" || result === "dismissed" || result === "failed";

function ProblemAlert({ problem }: { problem: Problem | null }) {
  const t = useTexts();
  if (problem === null) return null;
  if (typeof problem === "object")
    return <FailureAlert failure={problem.failure} title={problem.title} />;
  return (
    <Alert tone="danger" title={t("noticeSettings.push.notTurnedOn")}>
      {t(`noticeSettings.push.${problem}`)}
    </Alert>
  );
}

interface PushButtonProps {
  label: string;
  pending: boolean;
  disabled: boolean;
  onClick: () => void;
}

function PushButton({ label, pending, disabled, onClick }: PushButtonProps) {
  return (
    <button
      type="button"
      onClick={onClick}
      disabled={disabled}
      // A disabled button would lose the focus.
      aria-disabled={pending}
      className={buttonVariants({ variant: "secondary", size: "small" })}
    >
      {pending ? <Spinner /> : null}
      {label}
    </button>
  );
}
