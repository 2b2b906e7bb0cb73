const warnsBeforeSeconds = 5 * 60;
/** A laptop that slept wakes up late: the clock is looked at, not a timer trusted. */
const looksEveryMilliseconds = 1000;

const secondsIn = (told: unknown): number =>
  typeof told === "object" && told !== null && "seconds" in told ? Number(told.seconds) : 0;

const minutes = (seconds: number): string => {
  const whole = Math.ceil(seconds / 60);
  return whole <= 1 ? "1 minute" : `${whole} minutes`;
};

/**
 * Five minutes before the answers are deleted, asks whether somebody is still there; when nobody says so,
 * takes what is on the screen off it. Another tab may have gone on meanwhile, so the service is asked first.
 */
export const timeOut = (): void => {
  const dialog = document.querySelector<HTMLDialogElement>("dialog[data-seconds]");
  const left = dialog?.querySelector("[data-left]");
  const stay = dialog?.querySelector("button");
  const unreached = dialog?.querySelector<HTMLElement>("[data-unreached]");
  if (!dialog || !left || !stay || !unreached) return;
  const { dataset } = dialog;
  let endsAt = 0;
  let isAsking = false;

  const endsIn = (seconds: number) => {
    endsAt = Date.now() + seconds * 1000;
    if (seconds > warnsBeforeSeconds && dialog.open) dialog.close();
  };
  endsIn(Number(dataset["seconds"]));

  const ask = async (address: string | undefined, init: RequestInit) => {
    isAsking = true;
    try {
      const answer = await fetch(address ?? "", init);
      if (!answer.ok) throw new Error(String(answer.status));
      endsIn(secondsIn(await answer.json()));
      unreached.hidden = true;
    } catch {
      // Said on the page; the next look asks again.
      unreached.hidden = false;
    } finally {
      isAsking = false;
    }
  };

  const look = async () => {
    const seconds = (endsAt - Date.now()) / 1000;
    if (isAsking || seconds > warnsBeforeSeconds) return;
    if (!dialog.open) {
      await ask(dataset["left"], { method: "GET" });
      if (endsAt - Date.now() <= warnsBeforeSeconds * 1000 && !dialog.open) dialog.showModal();
      return;
    }
    if (seconds > 0) {
      left.textContent = minutes(seconds);
      return;
    }
    // Asked once more: somebody may have gone on in another tab while this one was asking.
    await ask(dataset["left"], { method: "GET" });
    if (unreached.hidden && endsAt <= Date.now()) location.replace(dataset["ended"] ?? "/");
  };

  const goOn = () => ask(dataset["stay"], { method: "POST", body: new URLSearchParams() });
  stay.addEventListener("click", goOn);
  // Escape closes the dialog: whoever presses it is there.
  dialog.addEventListener("cancel", goOn);
  setInterval(look, looksEveryMilliseconds);
};
