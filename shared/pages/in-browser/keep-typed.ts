const keepsEveryMilliseconds = 3000;

const timeNow = () =>
  new Date()
    .toLocaleTimeString("en-GB", { hour: "numeric", minute: "2-digit", hour12: true })
    .replace(" ", "");

/** Keeps what is typed into a long form every few seconds, so that a dropped connection loses nothing. */
export const keepTyped = (): void => {
  const form = document.querySelector<HTMLFormElement>("form[data-keep]");
  const said = form?.querySelector("[data-kept]");
  const address = form?.dataset["keep"];
  if (!form || !said || address === undefined) return;
  let isChanged = false;
  let isKeeping = false;
  let isSent = false;
  let leaving = new AbortController();

  const keep = async () => {
    if (!isChanged || isKeeping || isSent) return;
    isChanged = false;
    isKeeping = true;
    try {
      const fields = new URLSearchParams({ kept: "by-script" });
      for (const [name, value] of new FormData(form))
        if (typeof value === "string") fields.append(name, value);
      const answer = await fetch(address, {
        method: "POST",
        body: fields,
        redirect: "error",
        signal: leaving.signal,
      });
      if (answer.status !== 204) throw new Error(String(answer.status));
      said.textContent = `Kept at ${timeNow()}. Nothing is recorded until you press the button.`;
    } catch {
      isChanged = true;
      said.textContent =
        "What you type cannot be kept at the moment: there is no connection, or you were signed out. Leave this page open, and sign in again in another tab.";
    } finally {
      isKeeping = false;
    }
  };

  form.addEventListener("input", () => {
    isChanged = true;
  });
  // What is being recorded must not be kept once more behind it.
  form.addEventListener("submit", () => {
    isSent = true;
    leaving.abort();
  });
  // Whoever goes back to it may type on.
  window.addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    isSent = false;
    leaving = new AbortController();
  });
  setInterval(keep, keepsEveryMilliseconds);
};
