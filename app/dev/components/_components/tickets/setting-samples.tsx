"use client";

import { FollowButtons } from "@/components/tickets/detail/follow-buttons";
import { PrivacySetting } from "@/components/tickets/detail/privacy-setting";
import { SensitiveSetting } from "@/components/tickets/detail/sensitive-setting";

import { Sample, SampleSection } from "../sample";

const never = () => new Promise<never>(() => undefined);
const refuse = async () =>
  ({ ok: false, code: "forbidden", message: "Nothing is saved here.", fieldErrors: {} }) as const;

const LEVELS = [null, "follow", "mute"] as const;

export function SettingSamples() {
  return (
    <SampleSection title="Settings of a ticket">
      {[false, true].map((isPrivate) => (
        <Sample
          key={String(isPrivate)}
          name={`PrivacySetting, ${isPrivate ? "private" : "shared"}`}
        >
          <PrivacySetting
            ticketId="sample"
            isPrivate={isPrivate}
            providerName="HostUp"
            set={never}
          />
        </Sample>
      ))}
      <Sample name="PrivacySetting, fails to save">
        <PrivacySetting ticketId="refused" isPrivate={false} providerName="Upsun" set={refuse} />
      </Sample>
      {[false, true].map((isOn) => (
        <Sample key={String(isOn)} name={`SensitiveSetting, ${isOn ? "on" : "off"}`}>
          <SensitiveSetting ticketId="sample" isSensitive={isOn} mark={never} />
        </Sample>
      ))}
      {LEVELS.map((level) => (
        <Sample key={level} name={`FollowButtons, ${level ?? "as usual"}`}>
          <div className="flex gap-2">
            <FollowButtons
              viewerId="sample"
              audience="customer"
              ticketId="sample"
              level={level}
              follow={never}
            />
          </div>
        </Sample>
      ))}
    </SampleSection>
  );
}
