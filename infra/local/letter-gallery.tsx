import { calendarFile } from "../../shared/mail/calendar-file.ts";
import { letterText } from "../../shared/mail/letter-text.ts";
import { Page } from "./mail-pages.tsx";
import type { SampleLetter, sampleLetters } from "./sample-letters.ts";

const CalendarPart = ({ envelope: { content, sentAt, from } }: SampleLetter) => {
  if (content.calendar === undefined) return null;
  const { method, text } = calendarFile(content.calendar, sentAt, from);
  return (
    <details>
      <summary>Calendar file ({method})</summary>
      <pre>{text}</pre>
    </details>
  );
};

const Sample = (sample: SampleLetter) => {
  const { id, title, envelope } = sample;
  return (
    <article aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      <p class="subject">{envelope.content.subject}</p>
      <div class="parts">
        <iframe
          sandbox=""
          loading="lazy"
          title={`${envelope.kind}. ${title}: HTML part`}
          src={`/gallery/${id}/html`}
        />
        {/* What scrolls takes the keyboard's focus. */}
        <section tabindex={0} aria-label={`${envelope.kind}. ${title}: text part`}>
          <pre>{letterText(envelope.content)}</pre>
        </section>
      </div>
      <CalendarPart {...sample} />
    </article>
  );
};

/** Every letter in every state, its two parts side by side: made from samples, sent to nobody. */
export const GalleryPage = ({ kinds }: { readonly kinds: ReturnType<typeof sampleLetters> }) => (
  <Page title="Every letter in every state">
    <p>
      <a href="/">All letters</a>
    </p>
    <p>
      {kinds.reduce((sum, { samples }) => sum + samples.length, 0)} samples of {kinds.length}{" "}
      letters, made anew from sample consultations. The HTML part follows this browser’s light or
      dark scheme.
    </p>
    <nav aria-label="Letters">
      <ul class="jump">
        {kinds.map(({ kind, samples }) => (
          <li>
            <a href={`#${kind}`}>{kind}</a> ({samples.length})
          </li>
        ))}
      </ul>
    </nav>
    {kinds.map(({ kind, samples }) => (
      <section aria-labelledby={kind}>
        <h2 id={kind}>{kind}</h2>
        {samples.map((sample) => (
          <Sample {...sample} />
        ))}
      </section>
    ))}
  </Page>
);
