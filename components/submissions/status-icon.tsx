import {
  CircleCheck,
  CircleHelp,
  CircleX,
  Clock3,
  LoaderCircle,
  type LucideIcon,
  SearchX,
} from "lucide-react";

import { cn } from "@/lib/utils";

import type { Tone } from "./submission-labels";

const TONES: Record<Tone, { icon: LucideIcon; colour: string }> = {
  busy: { icon: LoaderCircle, colour: "text-primary" },
  waiting: { icon: Clock3, colour: "text-warning" },
  lost: { icon: CircleHelp, colour: "text-warning" },
  missed: { icon: SearchX, colour: "text-warning" },
  refused: { icon: CircleX, colour: "text-destructive" },
  done: { icon: CircleCheck, colour: "text-success" },
};

export function toneColor(tone: Tone): string {
  return TONES[tone].colour;
}

export function StatusIcon({ tone, className }: { tone: Tone; className?: string }) {
  const { icon: Icon, colour } = TONES[tone];
  return (
    <Icon
      aria-hidden
      className={cn("size-4 shrink-0", colour, tone === "busy" && "animate-spin", className)}
    />
  );
}
