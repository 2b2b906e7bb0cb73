/** Sends a request by the API, without looking at the form. @returns its reference. */
export const askByApi = async (
  form: string,
  answers: Readonly<Record<string, unknown>>,
): Promise<string> => {
  const answer = await fetch(`${form}/api/consultations`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "Idempotency-Key": crypto.randomUUID() },
    body: JSON.stringify(answers),
  });
  const said = await answer.text();
  if (!answer.ok) throw new Error(`The request was answered ${answer.status}: ${said}`);
  return (JSON.parse(said) as { reference: string }).reference;
};
