import { Plus } from "lucide-react";
import type { ComponentProps } from "react";

import { Button, buttonVariants } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";

import { Sample, SampleSection } from "./sample";
import { sampleEntries } from "./sample-entries";

type Props = ComponentProps<typeof Button>;

const VARIANTS: Record<NonNullable<Props["variant"]>, string> = {
  primary: "File ticket",
  secondary: "Sync now",
  ghost: "Cancel",
  danger: "Disconnect",
};

export function ButtonSamples() {
  return (
    <SampleSection title="Buttons">
      {sampleEntries(VARIANTS).map(([variant, label]) => (
        <Sample key={variant} name={`Button, ${variant}: default, small, icon, disabled`}>
          <div className="flex flex-wrap items-center gap-2">
            <Button variant={variant}>{label}</Button>
            <Button variant={variant} size="small">
              {label}
            </Button>
            <Button variant={variant} size="icon" aria-label={label}>
              <Plus aria-hidden />
            </Button>
            <Button variant={variant} disabled>
              {label}
            </Button>
          </div>
        </Sample>
      ))}
      <Sample name="Button, pending">
        <Button disabled>
          <Spinner />
          Sending…
        </Button>
      </Sample>
      <Sample name="Button, full width">
        <Button width="full">Sign in</Button>
      </Sample>
      <Sample name="buttonVariants, on a link">
        <a href="#button-link" className={buttonVariants({ variant: "secondary" })}>
          Open ticket
        </a>
      </Sample>
    </SampleSection>
  );
}
