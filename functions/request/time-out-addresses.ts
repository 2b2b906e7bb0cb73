/** Where the form's script asks, and where it leads when nobody was there. */
export const timeOutAddresses = {
  left: "/request/time-left",
  stay: "/request/stay",
  ended: "/request/danger?gone",
} as const;
