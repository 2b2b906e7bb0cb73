/** Names of mailboxes that more than one person reads. */
const shared: ReadonlySet<string> = new Set([
  ...["admin", "administration", "administrator", "careers", "contact", "dsl", "enquiries"],
  ...["enquiry", "finance", "general", "hello", "head", "headteacher", "help", "hr", "info"],
  ...["information", "mail", "manager", "nursery", "office", "post", "practice", "principal"],
  ...["reception", "safeguarding", "school", "schooloffice", "secretary", "senco", "staff"],
  ...["support", "surgery", "team"],
]);

/** Whether an email address looks like one that colleagues read too (case.md, "a shared mailbox"). */
export const isSharedMailbox = (address: string): boolean =>
  shared.has(
    address
      .slice(0, address.lastIndexOf("@"))
      .toLowerCase()
      .replace(/[^a-z]/g, ""),
  );
