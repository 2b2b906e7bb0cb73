/**
 * What SES tells of a letter that is kept, by the event's name there and its name in EventBridge. Not
 * "Send", which says no more than SES's own answer; opens and clicks are never asked for.
 */
export const mailEvents = {
  Delivery: "Email Delivered",
  DeliveryDelay: "Email Delivery Delayed",
  Bounce: "Email Bounced",
  Complaint: "Email Complaint Received",
  Reject: "Email Rejected",
  "Rendering Failure": "Email Rendering Failed",
} as const;
