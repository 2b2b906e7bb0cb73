import type { Child } from "hono/jsx";

/** A table that only places things, as Outlook needs it; screen readers pass over it. */
export const LayoutTable = ({
  class: name,
  background,
  style,
  children,
}: {
  readonly class?: string;
  readonly background?: string;
  readonly style?: string;
  readonly children?: Child;
}) => (
  <table
    role="presentation"
    class={name}
    width="100%"
    cellpadding="0"
    cellspacing="0"
    border={0}
    bgcolor={background}
    style={style}
  >
    {children}
  </table>
);
