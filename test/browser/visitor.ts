import type {
  Browser,
  BrowserContext,
  BrowserContextOptions,
  Frame,
  Locator,
  Page,
  Request,
  Response,
} from "playwright-core";

/** What a page was made from, and what went wrong while it was put together. */
type Arrival = { readonly response: Response; readonly troubles: string[] };

const arrivals = new WeakMap<Page, Arrival>();

const isRedirect = (response: Response) => response.status() >= 300 && response.status() < 400;

/** The frame that asks; none for what a new tab asks for before it is a page, its own document first of all. */
const frameOf = (request: Request): Frame | null => {
  try {
    return request.frame();
  } catch (error) {
    if (/before the frame is created/.test(`${error}`)) return null;
    throw error;
  }
};

const isDocument = (request: Request, frame: Frame) =>
  request.isNavigationRequest() && frame.parentFrame() === null;

const note = (page: Page | null, trouble: string) => {
  if (page !== null) arrivals.get(page)?.troubles.push(trouble);
};

const scripted = new WeakSet<BrowserContext>();

/** Whether the page's visitor has JavaScript on. */
export const runsScripts = (page: Page): boolean => scripted.has(page.context());

/**
 * A person with a browser of their own: cookies apart from everybody else's, London time, and JavaScript
 * off unless it is asked for. Tabs of the same person are further pages of the context.
 */
export const newVisitor = async (
  browser: Browser,
  { javaScriptEnabled = false, ...options }: BrowserContextOptions = {},
): Promise<BrowserContext> => {
  const context = await browser.newContext({
    locale: "en-GB",
    timezoneId: "Europe/London",
    ...options,
    javaScriptEnabled,
  });
  if (javaScriptEnabled) scripted.add(context);
  context.on("response", (response) => {
    const request = response.request();
    const arrive = (page: Page) => arrivals.set(page, { response, troubles: [] });
    const frame = frameOf(request);
    if (frame === null) {
      if (request.isNavigationRequest() && !isRedirect(response)) context.once("page", arrive);
    } else if (!isDocument(request, frame)) {
      if (response.status() >= 400)
        note(frame.page(), `${response.url()} answered ${response.status()}`);
    } else if (!isRedirect(response)) arrive(frame.page());
  });
  context.on("requestfailed", (request) => {
    const frame = frameOf(request);
    if (frame !== null && !isDocument(request, frame))
      note(frame.page(), `${request.url()} was not loaded: ${request.failure()?.errorText}`);
  });
  context.on("console", (message) => {
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
      note(message.page(), message.text());
  });
  return context;
};

/** The response that the page now shows, with the troubles of loading its parts. */
export const arrivalOf = (page: Page): Arrival => {
  const arrival = arrivals.get(page);
  if (arrival === undefined)
    throw new Error("Only a page of newVisitor() that has been opened can be checked.");
  return arrival;
};

/** Presses a button or follows a link, and waits until all of the next page is there. */
export const toNextPage = async (pressed: Locator): Promise<void> => {
  await pressed.click();
  await pressed.page().waitForLoadState();
};
