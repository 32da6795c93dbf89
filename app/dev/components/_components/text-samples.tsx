import { FileName } from "@/components/files/file-name";
import { Kbd } from "@/components/ui/kbd";
import { ProviderAvatar } from "@/components/ui/provider-avatar";
import { MessageText } from "@/components/ui/text/blocks/message-text";
import { FactValue } from "@/components/ui/text/fact-value";
import { PlainText } from "@/components/ui/text/plain-text";
import { VisuallyHidden } from "@/components/ui/visually-hidden";

import { Sample, SampleSection } from "./sample";
import { SAMPLE_LOCALE } from "./sample-time";

const LOG_LINE = "2026-03-12T02:11:04Z web1 php-fpm: GET /cart 502 upstream timed out (110)";
const MESSAGE = [
  "The disk is full:",
  "root@web1:~# df -h /\nFilesystem      Size  Used Avail Use% Mounted on\n/dev/vda1        79G   79G     0 100% /",
  "Since then the log says:",
  Array.from({ length: 82 }, () => LOG_LINE).join("\n"),
  "On Thu, Mar 12, 2026 at 02:05 Sven Support <sven@support.example> wrote:\n> Hello,\n>\n> is the disk full?\n> See https://status.example.com.",
].join("\n\n");

export function TextSamples() {
  return (
    <SampleSection title="Texts">
      <Sample name="PlainText, with a link and two paragraphs">
        <PlainText text={"See https://status.example.com for more.\n\n<b>Not bold</b>"} />
      </Sample>
      <Sample name="MessageText, with code, a long log and a quote">
        <MessageText text={MESSAGE} />
      </Sample>
      <Sample name="MessageText, long">
        <MessageText
          text={"One of many sentences of a long message, which says little. ".repeat(60)}
        />
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
