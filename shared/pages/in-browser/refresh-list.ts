const everyMilliseconds = 30_000;

const partsIn = (page: Document) => [...page.querySelectorAll<HTMLElement>("[data-fresh]")];

const wordsAt = (id: string) => document.getElementById(id)?.textContent?.trim() ?? "";

const numbers = () => `${wordsAt("open-count")} open, ${wordsAt("count-show-overdue")} overdue`;

/** What has the focus in this part, if anything has. */
const focusedIn = (part: HTMLElement): Element | undefined => {
  const { activeElement } = document;
  return activeElement !== null && part.contains(activeElement) ? activeElement : undefined;
};

/** Somebody stands on what would be gone, or has marked a reference to copy it: they come first. */
const mustStay = (part: HTMLElement, fresh: HTMLElement): boolean => {
  const marked = document.getSelection();
  if (marked !== null && !marked.isCollapsed && part.contains(marked.anchorNode)) return true;
  const focused = focusedIn(part);
  if (focused === undefined) return false;
  return focused.id === "" || fresh.querySelector(`#${CSS.escape(focused.id)}`) === null;
};

const renew = (part: HTMLElement, fresh: HTMLElement): void => {
  if (part.innerHTML === fresh.innerHTML) return;
  const id = focusedIn(part)?.id;
  part.replaceChildren(...Array.from(fresh.childNodes, (node) => document.importNode(node, true)));
  if (id !== undefined) document.getElementById(id)?.focus({ preventScroll: true });
};

/**
 * Renews the list every half minute while somebody can see it. It never scrolls and never moves the focus;
 * what cannot be renewed without either stays, with the time at which it was read.
 */
export const refreshList = (): void => {
  const address = document.querySelector<HTMLElement>("[data-refresh]")?.dataset["refresh"];
  const changes = document.getElementById("refresh-changes");
  const trouble = document.getElementById("refresh-trouble");
  if (address === undefined || changes === null || trouble === null) return;
  let isAsking = false;
  let hasEnded = false;

  // Said once: a screen reader would read it out again each time.
  const say = (words: string, link?: HTMLAnchorElement) => {
    if (trouble.dataset["said"] === words) return;
    trouble.dataset["said"] = words;
    trouble.replaceChildren(words, ...(link === undefined ? [] : [link]));
  };

  const ended = () => {
    hasEnded = true;
    clearInterval(timer);
    const link = document.createElement("a");
    link.className = "govuk-link";
    link.href = `/sign-in?to=${encodeURIComponent(address)}`;
    link.textContent = "Sign in again to see changes";
    say("You have been signed out. ", link);
  };

  const take = (page: Document) => {
    const pairs = partsIn(document).flatMap((part) => {
      const fresh = page.getElementById(part.id);
      return fresh === null ? [] : [{ part, fresh }];
    });
    if (pairs.length === 0) throw new Error("not the list");
    // All of it or nothing: the time that is shown must be true of the whole page.
    if (pairs.some(({ part, fresh }) => mustStay(part, fresh)))
      return say("The list has changed. Choose Refresh to see it.");
    say("");
    const before = numbers();
    for (const { part, fresh } of pairs) renew(part, fresh);
    if (numbers() !== before) changes.textContent = numbers();
  };

  const refresh = async () => {
    if (isAsking || hasEnded || document.visibilityState !== "visible") return;
    isAsking = true;
    try {
      const answer = await fetch(address, { headers: { "X-Refresh": "yes" }, redirect: "manual" });
      const isOut = answer.type === "opaqueredirect" || [401, 403].includes(answer.status);
      if (isOut) return ended();
      if (!answer.ok) throw new Error(String(answer.status));
      take(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch {
      say("This list cannot be refreshed at the moment. It is as it was at the time above.");
    } finally {
      isAsking = false;
    }
  };

  const timer = setInterval(refresh, everyMilliseconds);
  document.addEventListener("visibilitychange", refresh);
};
