import { Inbox } from "lucide-react";

import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { DescriptionCell, DescriptionList, DescriptionRow } from "@/components/ui/description-list";
import { Disclosure } from "@/components/ui/disclosure";
import { EmptyState } from "@/components/ui/empty-state";
import { BackLink } from "@/components/ui/navigation/back-link";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { Spinner } from "@/components/ui/spinner";

import { DialogSample } from "./dialog-sample";
import { Sample, SampleSection } from "./sample";

export function LayoutSamples() {
  return (
    <SampleSection title="Layout">
      <Sample name="Card">
        <Card className="p-4">A card.</Card>
      </Sample>
      <Sample name="Panel, with an aside">
        <Panel title="Details" aside={<span className="text-xs">2 of 3</span>}>
          <p className="p-4">A panel.</p>
        </Panel>
      </Sample>
      <Sample name="DescriptionList, rows and a note">
        <DescriptionList className="grid gap-2">
          <DescriptionRow label="Service">shop.example.com</DescriptionRow>
          <DescriptionRow label="Priority" note="Unknown to the portal">
            P1
          </DescriptionRow>
        </DescriptionList>
      </Sample>
      <Sample name="DescriptionList, cells">
        <DescriptionList className="grid grid-cols-2 gap-3">
          <DescriptionCell label="Tickets">128</DescriptionCell>
          <DescriptionCell label="Account">Shop</DescriptionCell>
        </DescriptionList>
      </Sample>
      <Sample name="EmptyState, with an action">
        <Card>
          <EmptyState icon={Inbox} title="No tickets yet" action={<Button>New ticket</Button>}>
            Tickets appear here after the next sync.
          </EmptyState>
        </Card>
      </Sample>
      <Sample name="EmptyState, without an action">
        <Card>
          <EmptyState icon={Inbox} title="No tickets yet">
            Tickets appear here after the next sync.
          </EmptyState>
        </Card>
      </Sample>
      <Sample name="Disclosure, closed">
        <Disclosure summary="2 more accounts">They are listed here.</Disclosure>
      </Sample>
      <Sample name="Disclosure, open">
        <Disclosure summary="2 more accounts" open>
          They are listed here.
        </Disclosure>
      </Sample>
      <Sample name="Dialog, closed; the button opens it">
        <DialogSample />
      </Sample>
      <Sample name="BackLink">
        <BackLink href="/tickets" label="Tickets" />
      </Sample>
      <Sample name="Skeleton">
        <Skeleton className="h-4 w-40" />
      </Sample>
      <Sample name="Spinner">
        <Spinner />
      </Sample>
    </SampleSection>
  );
}
