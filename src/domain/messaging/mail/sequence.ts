/**
 * The SEQUENCE of a seat's calendar entry, by when this version was made; epoch milliseconds. A count of changes would not
 * do: a seat may move to a session that has changed less often, and calendars ignore what does not rise.
 */
export const secondsSince2020 = (now: number): number => Math.floor((now - Date.UTC(2020)) / 1000);
