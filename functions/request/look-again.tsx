import type { Answers } from "../../shared/domain/answers.ts";
import type { Hub } from "../../shared/domain/hub.ts";
import { type MayIdentify, mayIdentify } from "../../shared/domain/may-identify.ts";
import type { Question } from "../../shared/domain/questions.ts";
import { isPersonal } from "../../shared/domain/receipt.ts";
import { isSharedMailbox } from "../../shared/domain/shared-mailbox.ts";

const identifies = {
  name: "may be a name",
  "birth-date": "may be a birth date",
  postcode: "looks like a postcode",
  "school-year": "together may say who the child is",
} as const satisfies Readonly<Record<MayIdentify["is"], string>>;

/** What is wrong with an email address to which the advice shall go, or undefined. */
const aboutMailbox = (email: unknown, hub: Hub) => {
  if (typeof email !== "string") return undefined;
  if (isSharedMailbox(email))
    return "Other people may read this mailbox. Use one that only you read: we write to it about this request.";
  return isPersonal(email, hub)
    ? "This is not an address of your organisation. We will ring you back through your organisation's own number before we say anything."
    : undefined;
};

/**
 * What to look at again before sending, each with a way to it. Nothing is changed, and nothing is held
 * back: what stands here is a guess.
 */
export const lookAgain = (
  answers: Answers,
  asked: readonly Question[],
  { hub, today }: { readonly hub: Hub; readonly today: string },
) => {
  const pieces = mayIdentify(answers, asked, today);
  const mailbox = aboutMailbox(answers["email"], hub);
  const linkTo = (id: string) => {
    const question = asked.find((one) => one.id === id);
    return question === undefined ? null : (
      <a class="govuk-link" href={`/request/${question.page}#${id}`}>
        {question.called}
      </a>
    );
  };
  return pieces.length === 0 && mailbox === undefined ? null : (
    <div class="govuk-inset-text">
      <h2 class="govuk-heading-m">Look at this again</h2>
      {pieces.length === 0 ? null : (
        <>
          <p class="govuk-body">
            You chose not to name the child. What you typed may still say who the child is. You can
            change it, or send it as it is.
          </p>
          <ul class="govuk-list govuk-list--bullet">
            {pieces.map(({ field, is, found }) => (
              <li>
                {linkTo(field)}: “<span dir="auto">{found}</span>” {identifies[is]}
              </li>
            ))}
          </ul>
        </>
      )}
      {mailbox === undefined ? null : (
        <p class="govuk-body">
          {linkTo("email")}: {mailbox}
        </p>
      )}
    </div>
  );
};
