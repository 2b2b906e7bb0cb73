import { createServer, type ServerResponse } from "node:http";
import snapshot from "../../../shared/domain/bank-holidays.json" with { type: "json" };

type Event = { readonly date: string; readonly title: string };

const events: readonly Event[] = snapshot["england-and-wales"].events;

/** A feed in GOV.UK's shape: what is published today, with some events changed. */
export const feedWith = (change: (events: readonly Event[]) => readonly unknown[]): string =>
  JSON.stringify({
    "england-and-wales": { division: "england-and-wales", events: change(events) },
    scotland: { division: "scotland", events: [] },
  });

export const publishedToday = feedWith((all) => all);

/** The feed after one more holiday was announced. */
export const withHoliday = (date: string, title = "A day of national mourning"): string =>
  feedWith((all) => [...all, { title, date, notes: "", bunting: false }]);

type Answering = (response: ServerResponse) => void;

/** A real HTTP feed on a free port of this machine; what it answers can be changed between calls. */
export const feedServer = async () => {
  let answer: Answering = (response) => response.end(publishedToday);
  const server = createServer((_, response) => answer(response));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    address: `http://127.0.0.1:${address.port}/bank-holidays.json`,
    answers: (text: string, status = 200) => {
      answer = (response) => {
        response.statusCode = status;
        response.end(text);
      };
    },
    does: (how: Answering) => {
      answer = how;
    },
    close: () =>
      new Promise<void>((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
};

export type FeedServer = Awaited<ReturnType<typeof feedServer>>;
