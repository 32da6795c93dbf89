"use client";

import type { ReactNode } from "react";
import { useState } from "react";

import { Button } from "@/components/ui/button";
import { useHydrated } from "@/components/ui/hooks/use-hydrated";
import { useLoaded } from "@/components/ui/hooks/use-loaded";
import { useTexts } from "#texts";

import type { ViewTask } from "./view-task";

const loadDialog = () => import("./view-dialog").then((module) => module.ViewDialog);

interface ViewButtonProps {
  task: ViewTask;
  /** Where the button shows an icon only. */
  label?: string;
  children: ReactNode;
}

/** Opens the dialog of a task with views, whose scripts are loaded then. */
export function ViewButton({ task, label, children }: ViewButtonProps) {
  const t = useTexts();
  const isHydrated = useHydrated();
  const { Component: ViewDialog, hasFailed, load } = useLoaded(loadDialog);
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button
        variant={label ? "ghost" : "secondary"}
        size={label ? "icon" : "small"}
        aria-label={label}
        title={label}
        disabled={!isHydrated}
        onClick={() => {
          load();
          setIsOpen(true);
        }}
      >
        {children}
      </Button>
      {hasFailed ? <span role="alert">{t("failure.outdated")}</span> : null}
      {ViewDialog ? (
        <ViewDialog task={task} isOpen={isOpen} onClose={() => setIsOpen(false)} />
      ) : null}
    </>
  );
}
