import { ClockTime } from "@/components/ui/time/clock-time";
import { ElapsedTime } from "@/components/ui/time/elapsed-time";
import { RelativeTime } from "@/components/ui/time/relative-time";
import { Time } from "@/components/ui/time/time";
import { UpcomingTime } from "@/components/ui/time/upcoming-time";

import { Sample, SampleSection } from "./sample";
import { SAMPLE_LOCALE, SAMPLE_NOW, sampleTime } from "./sample-time";

const AN_HOUR_AGO = sampleTime(-60);
const locale = SAMPLE_LOCALE;

export function TimeSamples() {
  return (
    <SampleSection title="Times">
      {(["relative", "dated", "full"] as const).map((show) => (
        <Sample key={show} name={`Time, ${show}`}>
          <Time at={AN_HOUR_AGO} locale={locale} show={show} />
        </Sample>
      ))}
      <Sample name="RelativeTime">
        <RelativeTime iso={AN_HOUR_AGO.toISOString()} initial="1 hr ago" />
      </Sample>
      <Sample name="ElapsedTime">
        <ElapsedTime at={AN_HOUR_AGO} locale={locale} now={SAMPLE_NOW} />
      </Sample>
      <Sample name="ClockTime, today">
        <ClockTime at={AN_HOUR_AGO} locale={locale} now={SAMPLE_NOW} />
      </Sample>
      <Sample name="ClockTime, another day">
        <ClockTime at={sampleTime(-3 * 1_440)} locale={locale} now={SAMPLE_NOW} />
      </Sample>
      <Sample name="UpcomingTime">
        <UpcomingTime at={sampleTime(3)} locale={locale} now={SAMPLE_NOW} />
      </Sample>
    </SampleSection>
  );
}
