import { FileName } from "@/components/files/file-name";
import { Kbd } from "@/components/ui/kbd";
import { ProviderAvatar } from "@/components/ui/provider-avatar";
import { FactValue } from "@/components/ui/text/fact-value";
import { PlainText } from "@/components/ui/text/plain-text";
import { VisuallyHidden } from "@/components/ui/visually-hidden";

import { Sample, SampleSection } from "./sample";
import { SAMPLE_LOCALE } from "./sample-time";

export function TextSamples() {
  return (
    <SampleSection title="Texts">
      <Sample name="PlainText, with a link and two paragraphs">
        <PlainText text={"See https://status.example.com for more.\n\n<b>Not bold</b>"} />
      </Sample>
      <Sample name="FactValue, text">
        <FactValue value="PHP 8.4" locale={SAMPLE_LOCALE} />
      </Sample>
      <Sample name="FactValue, time">
        <FactValue value="2026-03-12T14:05:00Z" locale={SAMPLE_LOCALE} />
      </Sample>
      <Sample name="FileName, short">
        <FileName name="error.log" />
      </Sample>
      <Sample name="FileName, long">
        <FileName name="screenshot-of-the-checkout-page-on-a-phone-2026-03-12.png" />
      </Sample>
      <Sample name="Kbd">
        <Kbd>?</Kbd>
      </Sample>
      <Sample name="ProviderAvatar">
        <span className="flex items-center gap-3">
          <ProviderAvatar name="HostUp" /> HostUp
        </span>
      </Sample>
      <Sample name="VisuallyHidden, for screen readers only">
        <VisuallyHidden>Only screen readers read this.</VisuallyHidden>
      </Sample>
    </SampleSection>
  );
}
