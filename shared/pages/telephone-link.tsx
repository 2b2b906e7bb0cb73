/** A telephone number as a link that a telephone can dial. */
export const TelephoneLink = ({ number }: { readonly number: string }) => (
  <a class="govuk-link" href={`tel:${number.replace(/[^\d+]/g, "")}`}>
    {number}
  </a>
);
