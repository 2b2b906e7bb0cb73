/** A time of the settings, `08:00` or `17:30`, as people write it: `8am`, `5:30pm`, `midday`. */
export const clockWords = (time: string): string => {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  if (minute === 0 && hour === 0) return "midnight";
  if (minute === 0 && hour === 12) return "midday";
  const minutes = minute === 0 ? "" : `:${String(minute).padStart(2, "0")}`;
  return `${hour % 12 === 0 ? 12 : hour % 12}${minutes}${hour < 12 ? "am" : "pm"}`;
};
