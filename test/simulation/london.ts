import { localStage } from "../../infra/stages.ts";
import published from "../../shared/domain/bank-holidays.json" with { type: "json" };

// Written from deadline.md and the law on summer time: it shares nothing with the product's calendar but
// the published dates and the hub's hours. Times are seconds since 1970.

const hour = 3600;
const day = 24 * hour;

/** 1am UTC on the last Sunday of a month. */
const lastSunday = (year: number, month: number): number => {
  const last = new Date(Date.UTC(year, month + 1, 0, 1));
  return last.getTime() / 1000 - last.getUTCDay() * day;
};

const isSummer = (at: number): boolean => {
  const year = new Date(at * 1000).getUTCFullYear();
  return at >= lastSunday(year, 2) && at < lastSunday(year, 9);
};

const ahead = (at: number) => (isSummer(at) ? hour : 0);

/** What London's calendar shows. */
export const dateAt = (at: number): string =>
  new Date((at + ahead(at)) * 1000).toISOString().slice(0, 10);

/** When London's clock shows this; of an hour that comes twice, the first. */
export const londonAt = (date: string, clock: string): number => {
  const plain = Date.parse(`${date}T${clock}Z`) / 1000;
  return plain - ahead(plain - hour);
};

export const dateAfter = (date: string, days = 1): string =>
  new Date((Date.parse(`${date}T12:00Z`) / 1000 + days * day) * 1000).toISOString().slice(0, 10);

const holidays = new Set(published["england-and-wales"].events.map(({ date }) => date));
const { hours } = localStage.hub;
const week = [
  hours.sunday,
  hours.monday,
  hours.tuesday,
  hours.wednesday,
  hours.thursday,
  hours.friday,
  hours.saturday,
];

export type Open = { readonly date: string; readonly opens: number; readonly closes: number };

const known = new Map<string, Open | undefined>();

/** The hub's hours on a date, if it is a working day. `late`: a bank holiday announced since. */
export const openOn = (date: string, late?: string): Open | undefined => {
  if (date === late) return undefined;
  if (!known.has(date)) {
    const times = holidays.has(date) ? undefined : week[new Date(`${date}T12:00Z`).getUTCDay()];
    known.set(
      date,
      times && { date, opens: londonAt(date, times.opens), closes: londonAt(date, times.closes) },
    );
  }
  return known.get(date);
};

/** The first working day strictly after a date. */
export const openAfter = (date: string, late?: string): Open => {
  for (let next = dateAfter(date); ; next = dateAfter(next)) {
    const found = openOn(next, late);
    if (found !== undefined) return found;
  }
};

export const isOpenAt = (at: number, late?: string): boolean => {
  const today = openOn(dateAt(at), late);
  return today !== undefined && today.opens <= at && at < today.closes;
};

/** The first opening at or after a time at which the hub is closed; the time itself when it is open. */
export const openFrom = (at: number, late?: string): number => {
  if (isOpenAt(at, late)) return at;
  const today = openOn(dateAt(at), late);
  return today !== undefined && at < today.opens ? today.opens : openAfter(dateAt(at), late).opens;
};

/** The end of so many working seconds. */
export const afterWorking = (from: number, seconds: number, late?: string): number => {
  let [at, left] = [openFrom(from, late), seconds];
  for (;;) {
    const closes = openOn(dateAt(at), late)?.closes ?? at;
    if (at + left <= closes) return at + left;
    left -= closes - at;
    at = openAfter(dateAt(at), late).opens;
  }
};

/** By the end of the next working day. */
export const dueFor = (received: number, late?: string): number =>
  openAfter(dateAt(received), late).closes;
