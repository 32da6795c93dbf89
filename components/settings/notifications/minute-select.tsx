import type { FieldControl } from "@/components/ui/form/field";
import { Select } from "@/components/ui/form/select";

import { clockText, minuteChoices } from "./minute-choices";

interface MinuteSelectProps extends FieldControl {
  minute: number;
  /** Minute that is not offered. */
  except?: number;
  disabled: boolean;
  onPick: (minute: number) => void;
}

/** Select for a time of day in half hours. */
export function MinuteSelect({ minute, except, onPick, ...control }: MinuteSelectProps) {
  return (
    <Select {...control} value={minute} onChange={(event) => onPick(Number(event.target.value))}>
      {minuteChoices(minute, except).map((one) => (
        <option key={one} value={one}>
          {clockText(one)}
        </option>
      ))}
    </Select>
  );
}
