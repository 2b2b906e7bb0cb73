import ical, {
  ICalCalendarMethod,
  ICalEventBusyStatus,
  ICalEventStatus,
  ICalEventTransparency,
} from "ical-generator";
import type { Instant } from "../domain/instant.ts";
import type { CalendarEntry } from "../domain/letter-content.ts";
import { oneLine } from "./one-line.ts";
import { webAddress } from "./web-address.ts";

/** A calendar file, and the method that its MIME type has to repeat (RFC 6047, 2.4). */
export type CalendarFile = { readonly method: "PUBLISH" | "CANCEL"; readonly text: string };

/**
 * The entry as an iCalendar file in UTC, shown as free time: it marks a promise, not an appointment.
 * @param stamp when the letter that carries it is sent
 * @param organizer the sender's address, without which PUBLISH and CANCEL are not valid (RFC 5546, 3.2)
 */
export const calendarFile = (
  entry: CalendarEntry,
  stamp: Instant,
  organizer: string,
): CalendarFile => {
  const cancelled = entry.status === "cancelled";
  const method = cancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH;
  const calendar = ical({
    prodId: { company: "Professional Consultation", product: "Letters", language: "EN" },
    method,
  });
  calendar.createEvent({
    id: oneLine(entry.uid),
    sequence: entry.sequence,
    stamp,
    start: entry.starts,
    end: entry.ends,
    summary: oneLine(entry.summary),
    description: entry.description.split("\n").map(oneLine).join("\n"),
    url: webAddress(entry.url),
    organizer: { name: organizer, email: organizer },
    status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    transparency: ICalEventTransparency.TRANSPARENT,
    busystatus: ICalEventBusyStatus.FREE,
  });
  return { method: cancelled ? "CANCEL" : "PUBLISH", text: `${calendar.toString()}\r\n` };
};
