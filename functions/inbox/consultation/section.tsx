/** A part of a page under its heading. */
export const section = (title: string, content: unknown) => (
  <section>
    <h2 class="govuk-heading-m">{title}</h2>
    {content}
  </section>
);
