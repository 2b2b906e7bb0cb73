import { sweep } from "../../functions/letters/sweep.ts";
import { upkeep } from "../../functions/upkeep/upkeep.ts";
import { localStage } from "../../infra/stages.ts";
import type { Hub } from "../../shared/domain/hub.ts";
import { at } from "../../shared/domain/instant.ts";
import { loadConsultation } from "../../shared/store/consultations.ts";
import { recordingLog } from "../fakes/log.ts";
import { fakeMailer } from "../fakes/mailer.ts";
import { tellDelivered } from "../fakes/ses-events.ts";
import { closeFields, contactFields, dana, hub, sites, versionIn } from "./sites.ts";

/** Both sites with the functions that live behind them, for what happens to a consultation over years. */
export const keptHouse = (options: Parameters<typeof sites>[0] = {}) => {
  const on = sites(options);
  const mailer = fakeMailer();
  const tell = tellDelivered(mailer);
  const recording = recordingLog();
  const deps = {
    ...on.shelf,
    settings: { ...localStage, calendarFeed: "http://127.0.0.1:1/nobody-there" },
    log: recording.log,
    clock: on.clock,
    mailer,
    mayGoAlone: () => true,
  };

  /** One letter can be the reason for another: the sweep of the next minute sends that. */
  const sendAll = async () => {
    for (let sent = 1; sent > 0; ) {
      sent = (await sweep(deps)).sent;
      await tell(deps);
    }
  };

  /** Somebody of the hub does this, from the page as it is now. */
  const act = async (
    reference: string,
    name: string,
    fields: Readonly<Record<string, unknown>> = {},
    who = dana,
  ) => {
    const browser = await on.staff(who);
    const here = `/consultations/${reference}`;
    const version = versionIn((await browser.ask(`${here}/link`)).text);
    const answer = await browser.post(`${here}/${name}`, { ...fields, version });
    if (answer.status !== 303) throw new Error(`${name} was answered ${answer.status}`);
  };

  return {
    ...on,
    ...recording,
    deps,
    mailer,
    act,
    sendAll,
    /** One that was answered on Monday 23 November 2026, and closed; its letters have gone. */
    closed: async (more: Parameters<typeof on.received>[0] = {}, close: object = closeFields) => {
      const reference = await on.received(more);
      await act(reference, "claim");
      await act(reference, "contact", contactFields);
      await act(reference, "close", { ...close });
      await sendAll();
      return reference;
    },
    /** The daily run, by these settings, in the morning of a London date. */
    morningOf: (date: string, retentionYears: Hub["retentionYears"] = hub.retentionYears) => {
      on.moveTo(at(`${date}T05:00:00Z`));
      return upkeep({
        ...deps,
        settings: { ...deps.settings, hub: { ...hub, retentionYears } },
        adoptCalendar: () => undefined,
        fetchLimits: { milliseconds: 300, bytes: 1000 },
      });
    },
    standing: async (reference: string) => {
      const found = await loadConsultation({ table: on.shelf.inner }, reference);
      if (found === undefined) throw new Error("nothing stands");
      return found;
    },
    /** Every item of one consultation but its tracker and audit, and what is in them. */
    texts: (reference: string) =>
      on.shelf.inner
        .items()
        .filter(({ pk }) => /^(words|advice)#/.test(pk) && pk.endsWith(reference)),
  };
};

/** The day on which the samples' six years end: what is kept goes in the morning after. */
export const lastDay = "2032-11-23";
export const dayAfter = "2032-11-24";
