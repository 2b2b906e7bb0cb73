/** What people typed, as it was typed, each under its name; what is empty is left out. */
export const typedRows = (rows: readonly (readonly [key: string, value: string | undefined])[]) => (
  <dl class="govuk-summary-list">
    {rows
      .filter(([, value]) => value !== undefined && value !== "")
      .map(([key, value]) => (
        <div class="govuk-summary-list__row">
          <dt class="govuk-summary-list__key">{key}</dt>
          <dd class="govuk-summary-list__value app-typed" dir="auto">
            {value}
          </dd>
        </div>
      ))}
  </dl>
);
