import { digest } from "../../shared/domain/history.ts";
import type { Staff } from "../../shared/session.ts";

/** The field in which a form says who was signed in when it was opened. */
export const typedByField = "typedBy";

/** Who that is, as the form says it. */
export const typedBy = ({ id }: Pick<Staff, "id">): string => digest(`typed by ${id}`);

/** At a desk that several people use, one can sign in while another's words still stand on the screen. */
export const isSomebodyElses = (fields: URLSearchParams, staff: Pick<Staff, "id">): boolean => {
  const said = fields.get(typedByField);
  return said !== null && said !== typedBy(staff);
};
