/** The calendar file of a raw message to the byte: postal-mime rewrites the line ends of text parts. */
export const readCalendar = (raw: Buffer): string => {
  const [, base64] = /\r\nContent-Type: text\/calendar.*?\r\n\r\n(.*?)\r\n--/s.exec(
    raw.toString("latin1"),
  ) ?? [undefined, ""];
  return Buffer.from(base64 ?? "", "base64").toString();
};
