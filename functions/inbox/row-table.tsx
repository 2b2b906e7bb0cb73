import type { Child } from "hono/jsx";

type Headed = {
  readonly caption: Child;
  /** How the caption looks: `govuk-visually-hidden` where a heading above says the same. */
  readonly captionClass: string;
  readonly columns: readonly string[];
  readonly tableClass?: string;
};

/** A table whose rows are each headed by their first cell. */
export const rowTable = (
  { caption, captionClass, columns, tableClass }: Headed,
  rows: readonly (readonly Child[])[],
) => (
  <table class={tableClass === undefined ? "govuk-table" : `govuk-table ${tableClass}`}>
    <caption class={`govuk-table__caption ${captionClass}`}>{caption}</caption>
    <thead class="govuk-table__head">
      <tr class="govuk-table__row">
        {columns.map((name) => (
          <th scope="col" class="govuk-table__header">
            {name}
          </th>
        ))}
      </tr>
    </thead>
    <tbody class="govuk-table__body">
      {rows.map(([first, ...others]) => (
        <tr class="govuk-table__row">
          <th scope="row" class="govuk-table__header">
            {first}
          </th>
          {others.map((cell) => (
            <td class="govuk-table__cell">{cell}</td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
);
